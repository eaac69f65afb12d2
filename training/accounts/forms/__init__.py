"""What may a person type about the own account? Messages are codes, for templates."""

from training.accounts.forms.account import LanguageForm
from training.accounts.forms.factors import CodeForm, ConfirmForm, PasskeyForm, ShownForm
from training.accounts.forms.passwords import ChangePasswordForm, ForgottenPasswordForm, NewPasswordForm
from training.accounts.forms.signing import SignInForm

__all__ = [
    "ChangePasswordForm",
    "CodeForm",
    "ConfirmForm",
    "ForgottenPasswordForm",
    "LanguageForm",
    "NewPasswordForm",
    "PasskeyForm",
    "ShownForm",
    "SignInForm",
]
