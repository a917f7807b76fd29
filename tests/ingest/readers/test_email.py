"""E-mails are threads; of each the writer's own words are kept; machines are told from people."""

import base64
import mailbox
from email.message import EmailMessage
from pathlib import Path

from domain.conversations import Conversation
from ingest.open import read
from tests.ingest.builders import items
from tests.ingest.readers.builders import asked, minutes, story

HELP = "Lumo <help@lumo.example>"
QUOTED = "On Tue, 3 Feb 2026 at 14:02, Lumo <help@lumo.example> wrote:\n> Try again"
HEAD = (
    "From: =?koi8-r?B?{}?= <a@ukr.net>\nTo: help@lumo.example\n"
    "Subject: =?windows-1251?Q?=CA=EE=E4?=\nDate: Tue, 3 Feb 2026 10:00:00 +0300\n"
    "MIME-Version: 1.0\n"
)


def mail(
    sender: str, to: str, text: str, *, number: int, follows: int | None = None, **headers: str
) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, headers.pop("subject", "Login")
    message["Date"] = f"Tue, 03 Feb 2026 14:0{number}:00 +0200"
    message["Message-ID"] = f"<m{number}@post.example>"
    if follows is not None:
        message["In-Reply-To"] = f"<m{follows}@post.example>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message.as_bytes()


def folder(path: Path, *mails: bytes) -> Path:
    path.mkdir(exist_ok=True)
    for number, one in enumerate(mails):
        (path / f"{number}.eml").write_bytes(one)
    return path


def only(path: Path, **options: object) -> Conversation:
    (conversation,), rejected = items(read(path, **options))  # type: ignore[arg-type]
    assert not rejected
    return conversation


def test_a_thread_follows_its_replies_over_files(tmp_path: Path) -> None:
    conversation = only(folder(
        tmp_path / "mails",
        mail("Olha <olha@ukr.net>", HELP, "I cannot log in", number=1),
        mail(HELP, "olha@ukr.net", "Try again\n\n> I cannot log in", number=2, follows=1),
        mail("Olha <olha@ukr.net>", HELP, f"It still fails\n\n{QUOTED}", number=3, follows=2),
    ))  # fmt: skip
    assert story(conversation) == [
        ("customer", "I cannot log in"),
        ("agent", "Try again"),
        ("customer", "It still fails"),
    ]
    assert (minutes(conversation)[0], conversation.subject, conversation.source) == (
        "03 12:01",
        "Login",
        "email",
    )
    assert asked(conversation)[1] == "It still fails"


def test_a_reply_without_references_is_found_by_its_subject(tmp_path: Path) -> None:
    first, second = items(read(folder(
        tmp_path / "mails",
        mail("a@ukr.net", HELP, "one", number=1, subject="Invoice"),
        mail("b@ukr.net", HELP, "two", number=2, subject="Invoice"),
        mail("help@lumo.example", "a@ukr.net", "answer", number=3, subject="Re: Invoice"),
    )))[0]  # fmt: skip
    assert story(first) == [("customer", "one"), ("agent", "answer")]
    assert story(second) == [("customer", "two")]


def test_an_mbox_is_split_and_its_quoted_from_lines_restored(tmp_path: Path) -> None:
    path = tmp_path / "help.mbox"
    box = mailbox.mbox(path)
    box.add(mail("a@ukr.net", HELP, "First question\n\nFrom here it is blank", number=1))
    box.add(mail("b@ukr.net", HELP, "Second question", number=2))
    box.flush()
    conversations, rejected = items(read(path))
    assert [story(one) for one in conversations] == [
        [("customer", "First question\n\nFrom here it is blank")],
        [("customer", "Second question")],
    ]
    assert not rejected


def test_old_encodings_are_found(tmp_path: Path) -> None:
    words = "Не приходит письмо с кодом"
    head = HEAD.format(base64.b64encode("Анна".encode("koi8-r")).decode())
    bodies = {
        "declared": ("Content-Type: text/plain; charset=koi8-u\n", words.encode("koi8-u")),
        "wrong": ("Content-Type: text/plain; charset=us-ascii\n", words.encode("cp1251")),
        "none": ("", words.encode("cp1251")),
        "unknown": ("Content-Type: text/plain; charset=klingon\n", words.encode()),
    }
    for name, (kind, body) in bodies.items():
        path = tmp_path / f"{name}.eml"
        path.write_bytes((head + kind + "Content-Transfer-Encoding: 8bit\n\n").encode() + body)
        conversation = only(path)
        assert (name, story(conversation), conversation.subject) == (
            name,
            [("customer", words)],
            "Код",
        )
        assert conversation.customer.name == "Анна"


def test_machines_are_no_customers(tmp_path: Path) -> None:
    reply = mail(
        "a@ukr.net", HELP, "I am away until Monday", number=1, Auto_Submitted="auto-replied"
    )
    conversation = only(folder(tmp_path / "m", reply))
    assert (story(conversation)[0][0], asked(conversation)) == ("bot", [])


def test_html_and_calendar_parts(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@ukr.net", HELP, "Hi"
    message["Message-ID"] = "<x@post.example>"
    message.set_content(
        "<p>Where is the <a href='https://lumo.example/x'>link</a>?</p>", subtype="html"
    )
    message.add_attachment(b"BEGIN:VCALENDAR", maintype="text", subtype="calendar")
    message.add_attachment("not said", filename="notes.txt")
    path = tmp_path / "a.eml"
    path.write_bytes(message.as_bytes())
    assert story(only(path)) == [("customer", "Where is the link (https://lumo.example/x)?")]


def test_agents_may_be_named_by_domain(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(mail("ira@lumo.example", "a@ukr.net", "Did it work?", number=1))
    assert story(only(path, agents=["lumo.example"]))[0][0] == "agent"
    assert story(only(path))[0][0] == "customer"
