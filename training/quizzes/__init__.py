"""How is a question asked, answered and graded?"""
