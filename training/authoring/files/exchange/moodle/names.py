"""Which words do reading and writing of Moodle XML share?"""

MOODLE = "moodle"
#: Where a question of ours travels along; Moodle looks for elements that it knows and passes over others.
KEPT = "training-question"
#: Tags under which Moodle keeps what it does not know itself: the objective "sort" is the tag "objective:sort".
TAGGED = ("objective", "see", "pool")
#: What Moodle calls a text in Markdown, plain text, or either HTML or plain text.
MARKDOWN, PLAIN, AUTO = "markdown", "plain_text", "moodle_auto_format"
