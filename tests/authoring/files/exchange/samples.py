"""What do files of other programs look like?"""

GIFT = """// A comment [tag:old]
$CATEGORY: Town/Basics

::Museum::[html]<p>Which is <b>public</b>?</p>{
  =The museum#Yes: the town pays.
  ~The studio#No: it sells.
  ~%50%The club
}

Who pays the levy? {=the client =client#Yes.}

Which two? {~%50%One ~%50%Two ~%-100%Three}

A town is a client.{TRUE#No, it is one.#Yes.####In the law.}

What is 5 % of 90? {#4.5:0.01#Yes. ~9#That is 10 %.}

A number from 1 to 5? {#1..5}

What is what?{=Museum -> Public =Studio -> Private = -> Nobody}

The {~client =town} lends the key.

What stands empty? {}

Braces \\{ and \\= and 2*3 {=yes ~no}
"""

AIKEN = """Which of these is public?
A. The museum
B) The studio
ANSWER: A

Who pays?
A. The client
B. The artist
ANSWER: B
"""

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>'
_ASKED = (
    '<name><text>Name</text></name><questiontext format="html"><text><![CDATA[<p>{stem}</p>]]></text></questiontext>'
)

_FEEDBACK = (
    "<correctfeedback><text>All right.</text></correctfeedback>"
    "<partiallycorrectfeedback><text>Nearly.</text></partiallycorrectfeedback>"
    "<incorrectfeedback><text>Not yet.</text></incorrectfeedback>"
)


def moodle_question(kind: str, inside: str, *, stem: str = "Which is <em>public</em>?") -> str:
    """Write a question of Moodle's."""
    return f'<question type="{kind}">{_ASKED.format(stem=stem)}{inside}</question>'


def moodle(*questions: str) -> bytes:
    """Write a file of Moodle's."""
    return f"{_HEAD}\n{''.join(questions)}\n</quiz>".encode()


def answer(text: str, share: str, feedback: str = "", *, inside: str = "") -> str:
    """Write an answer of Moodle's."""
    told = f'<feedback format="html"><text>{feedback}</text></feedback>'
    return f'<answer fraction="{share}" format="html"><text>{text}</text>{told}{inside}</answer>'


MOODLE = moodle(
    '<question type="category"><category><text>$course$/Basics</text></category></question>',
    moodle_question(
        "multichoice",
        "<single>true</single><penalty>0.3333333</penalty>"
        + answer("The &lt;b&gt;museum&lt;/b&gt;", "100", "Yes.")
        + answer("The studio", "0", "No."),
    ),
    moodle_question(
        "multichoice",
        "<single>false</single>"
        + answer("One", "50", "Yes.")
        + answer("Two", "50", "Yes.")
        + answer("Three", "-50", "No."),
    ),
    moodle_question("truefalse", answer("true", "100", "Yes.") + answer("false", "0", "No.")),
    moodle_question("shortanswer", "<usecase>1</usecase>" + answer("client", "100", "Yes.") + answer("*", "0", "No.")),
    moodle_question(
        "numerical",
        answer("4.5", "100", "Yes.", inside="<tolerance>0.01</tolerance>")
        + answer("9", "0", "That is 10 %.")
        + answer("*", "0", "No.")
        + "<units><unit><multiplier>1</multiplier><unit_name>euro</unit_name></unit></units>",
    ),
    moodle_question(
        "matching",
        _FEEDBACK
        + "".join(
            f'<subquestion format="html"><text>{text}</text><answer><text>{target}</text></answer></subquestion>'
            for text, target in (("Museum", "Public"), ("Studio", "Private"), ("", "Nobody"))
        ),
    ),
    moodle_question("ordering", _FEEDBACK + answer("First", "1") + answer("Then", "2") + answer("Last", "3")),
    moodle_question(
        "gapselect",
        _FEEDBACK
        + "".join(
            f"<selectoption><text>{text}</text><group>{group}</group></selectoption>"
            for text, group in (("client", 1), ("artist", 1), ("key", 2), ("door", 2))
        ),
        stem="Fill the gaps.</p><p>The [[1]] lends the [[3]].",
    ),
    moodle_question("cloze", "", stem="The {1:MULTICHOICE:=client#Yes~artist} pays {1:MC:%100%all~nothing}."),
    moodle_question("essay", '<graderinfo format="html"><text><![CDATA[<p>A <b>mill</b>.</p>]]></text></graderinfo>'),
)

QTI_2 = """<?xml version="1.0" encoding="UTF-8"?>
<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="choice" title="Unattended Luggage"
    adaptive="false" timeDependent="false">
  <responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier">
    <correctResponse><value>ChoiceA</value></correctResponse>
  </responseDeclaration>
  <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
  <itemBody>
    <p>Look at the text:</p>
    <choiceInteraction responseIdentifier="RESPONSE" shuffle="false" maxChoices="1">
      <prompt>What does it <strong>say</strong>?</prompt>
      <simpleChoice identifier="ChoiceA">Stay with it.<feedbackInline outcomeIdentifier="F" identifier="ChoiceA"
        showHide="show">Yes.</feedbackInline></simpleChoice>
      <simpleChoice identifier="ChoiceB">Leave it.</simpleChoice>
    </choiceInteraction>
  </itemBody>
  <responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>
  <modalFeedback outcomeIdentifier="F" identifier="incorrect" showHide="show">Never do that.</modalFeedback>
</assessmentItem>
"""


def qti_3(responses: str, body: str, further: str = "") -> bytes:
    """Write an item of QTI 3."""
    return (
        '<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="i" title="An item"'
        f' adaptive="false" time-dependent="false">{responses}<qti-item-body>{body}</qti-item-body>{further}'
        "</qti-assessment-item>"
    ).encode()


def declared(*values: str, cardinality: str = "single", base: str = "identifier", name: str = "RESPONSE") -> str:
    """Write the declaration of a response."""
    right = "".join(f"<qti-value>{value}</qti-value>" for value in values)
    return (
        f'<qti-response-declaration identifier="{name}" cardinality="{cardinality}" base-type="{base}">'
        f"<qti-correct-response>{right}</qti-correct-response></qti-response-declaration>"
    )
