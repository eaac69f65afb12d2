"""What do trainers see of their quizzes, and how do they mend what was wrong?"""
