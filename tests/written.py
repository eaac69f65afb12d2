"""What does a trainer write who begins with an empty module? The same one in two languages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The texts of a small module, and the region in which its language is at home.

    A question begins with what is asked; what is right comes before what is wrong, and lines stand in their order.
    Then come sentences for one text: of the trainer, of the other one, and what would be lost elsewhere.
    """

    region: str
    title: str
    cover: dict[str, str]
    objective: str
    statement: str
    lessons: tuple[str, str]
    heading: str
    passage: str
    source: str
    alt: str
    further: str
    test: str
    single: tuple[str, ...]
    multiple: tuple[str, ...]
    sentence: str
    number: str
    order: tuple[str, ...]
    feedback: tuple[str, str]
    own: tuple[str, str]
    theirs: tuple[str, str]
    unsaved: tuple[str, str]


WRITTEN = {
    "en": Written(
        region="limburg",
        title="A use for the mill",
        cover={
            "summary": "What a town does with a mill that stands empty.",
            "audience": "People who work for a town.",
            "provider": "The town of Maaseik",
        },
        objective="find a use for an empty building",
        statement="I can find a use for an empty building.",
        lessons=("The empty mill", "The people of the town"),
        heading="Why it stands empty",
        passage="The mill closed in 1998. Since then nobody has used it.",
        source="Town of Maaseik: Report on empty buildings, 2025",
        alt="A mill beside a river, its windows broken.",
        further="Ask the people who live near it. They know what the street needs.",
        test="What do you know about the mill?",
        single=("Whom do you ask first?", "The people who live near it", "A builder", "Nobody at all"),
        multiple=("What do you look at?", "The roof", "The street around it", "The weather", "The stars"),
        sentence="The mill closed in 1998.",
        number="In which year did the mill close?",
        order=("In which order do you go on?", "Look at the mill", "Ask the people", "Decide"),
        feedback=("Yes: that is where it begins.", "Not quite: read the first lesson again."),
        own=("Two families asked for the key.", "Teachers need rooms."),
        theirs=("The river is clean again.", "A baker would like to move in."),
        unsaved=("Bees live under the roof.", "There is a meadow behind it."),
    ),
    "cs": Written(
        region="sokolov",
        title="Nový život pro mlýn",
        cover={
            "summary": "Co dělá město s mlýnem, který je prázdný.",
            "audience": "Lidé, kteří pracují pro město.",
            "provider": "Město Sokolov",
        },
        objective="najít využití pro prázdnou budovu",
        statement="Umím najít využití pro prázdnou budovu.",
        lessons=("Prázdný mlýn", "Lidé ve městě"),
        heading="Proč je prázdný",
        passage="Mlýn zavřeli v roce 1998. Od té doby ho nikdo nevyužívá.",
        source="Město Sokolov: Zpráva o prázdných budovách, 2025",
        alt="Mlýn u řeky s rozbitými okny.",
        further="Zeptejte se lidí, kteří bydlí blízko. Vědí, co ulice potřebuje.",
        test="Co víte o mlýnu?",
        single=("Koho se zeptáte nejdřív?", "Lidí, kteří bydlí blízko", "Stavební firmy", "Vůbec nikoho"),
        multiple=("Na co se podíváte?", "Na střechu", "Na ulici kolem", "Na počasí", "Na hvězdy"),
        sentence="Mlýn zavřeli v roce 1998.",
        number="Ve kterém roce mlýn zavřeli?",
        order=("V jakém pořadí postupujete?", "Prohlédnout si mlýn", "Zeptat se lidí", "Rozhodnout"),
        feedback=("Ano, tím to začíná.", "Ne tak docela: přečtěte si znovu první lekci."),
        own=("O klíč požádaly dvě rodiny.", "Místo potřebuje i škola."),
        theirs=("Řeka je zase čistá.", "Chtěl by se tam nastěhovat pekař."),
        unsaved=("Pod střechou žijí včely.", "Za mlýnem je louka."),
    ),
}
