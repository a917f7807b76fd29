"""Of a mail, the writer's own words are left: in the forms of the mail programs people use."""

import pytest

from ingest.parsing.quoted_replies import strip_quoted_replies

HEADERS = [
    # Gmail
    "вт, 3 февр. 2026 г. в 14:05, Lumo <help@lumo.example>:",
    "вт, 3 лют. 2026 р. о 14:05 Lumo <help@lumo.example> пише:",
    "On Tue, Feb 3, 2026 at 2:05 PM Lumo <help@lumo.example> wrote:",
    "Am Di., 3. Feb. 2026 um 14:05 Uhr schrieb Lumo <help@lumo.example>:",
    "Le mar. 3 févr. 2026 à 14:05, Lumo <help@lumo.example> a écrit :",
    "El mar, 3 feb 2026 a las 14:05, Lumo (<help@lumo.example>) escribió:",
    "Em ter., 3 de fev. de 2026 às 14:05, Lumo <help@lumo.example> escreveu:",
    "wt., 3 lut 2026 o 14:05 Lumo <help@lumo.example> napisał(a):",
    # Outlook
    "От: Lumo <help@lumo.example>\nОтправлено: 3 февраля 2026 г. 14:05\nКому: Анна\nТема: Вход",
    "Від: Lumo <help@lumo.example>\nНадіслано: 3 лютого 2026 р. 14:05\nКому: Анна\nТема: Вхід",
    "From: Lumo\nSent: Tuesday, February 3, 2026 2:05 PM\nTo: Ann\nSubject: Login",
    "Von: Lumo\nGesendet: Dienstag, 3. Februar 2026 14:05\nAn: Max\nBetreff: Login",
    "De : Lumo\nEnvoyé : mardi 3 février 2026 14:05\nÀ : Max\nObjet : Login",
    "De: Lumo\nEnviado el: martes, 3 de febrero de 2026 14:05\nPara: Max\nAsunto: Login",
    "De: Lumo\nEnviado: terça-feira, 3 de fevereiro de 2026 14:05\nPara: Max\nAssunto: Login",
    "Od: Lumo\nWysłano: wtorek, 3 lutego 2026 14:05\nDo: Max\nTemat: Login",
    "________________________________\nВід: Lumo\nТема: Вхід",
    "*От:* Lumo <help@lumo.example>\n*Отправлено:* 3 февраля 2026 г.\n*Кому:* Анна\n*Тема:* Вход",
    "вт, 3 лют. 2026 р. о 14:05 Підтримка Дуже Довга Назва <\nhelp@lumo.example> пише:",
    # Mail.ru, Yandex
    "03.02.2026, 14:05, Lumo (help@lumo.example):",
    "ВНИМАНИЕ: Данное сообщение и все вложения конфиденциальны.",
    "Вторник, 3 февраля 2026, 14:05 +03:00 от Lumo <help@lumo.example>:",
    '03.02.2026, 14:05, "Lumo" <help@lumo.example>:',
    "--\nОтправлено из мобильного приложения Яндекс Почты",
    # Apple Mail
    "3 февр. 2026 г., в 14:05, Lumo <help@lumo.example> написал(а):",
    "3 лют. 2026 р. о 14:05 Lumo <help@lumo.example> написав:",
    "On 3 Feb 2026, at 14:05, Lumo <help@lumo.example> wrote:",
    "Am 03.02.2026 um 14:05 schrieb Lumo <help@lumo.example>:",
    "Begin forwarded message:",
    # Thunderbird
    "03.02.2026 14:05, Lumo пишет:",
    "03.02.26 14:05, Lumo пише:",
    "Dnia 3 lutego 2026 14:05 Lumo <help@lumo.example> napisał:",
    "W dniu 3.02.2026 o 14:05, Lumo pisze:",
    "-------- Исходное сообщение --------",
    "-------- Mensagem original --------",
    # signatures, devices, disclaimers
    "-- \nАнна Коваль\nдиректор",
    "Отправлено с iPhone",
    "Отправлено из Outlook для iOS",
    "Надіслано з iPhone",
    "Отримати Outlook для Android",
    "Von meinem iPhone gesendet",
    "Envoyé de mon iPhone",
    "Enviado desde mi iPhone",
    "Enviado do meu iPhone",
    "Wysłane z iPhone'a",
    "This e-mail and any attachments are confidential and intended solely for the addressee.",
    "CONFIDENTIALITY NOTICE: the contents of this message are private",
    "Это электронное сообщение и любые вложения к нему являются конфиденциальными.",
    "Цей лист та вкладення до нього є конфіденційними.",
    "Diese E-Mail enthält vertrauliche Informationen.",
    "Ce message et ses pièces jointes sont confidentiels.",
    "Este mensaje y sus adjuntos son confidenciales.",
    "Esta mensagem é confidencial.",
    "Niniejsza wiadomość jest poufna.",
]


@pytest.mark.parametrize("below", HEADERS)
def test_what_stands_below_the_reply_is_off(below: str) -> None:
    reply = "Ссылка не открывается\nThe link is broken"
    assert strip_quoted_replies(f"{reply}\n\n{below}\nHave you tried the link?\n") == reply


@pytest.mark.parametrize(
    "text",
    [
        "От: станции метро до дома далеко",
        "On page 3 it says 14:05, why?",
        "Лист про це повідомлення не приходить",
        "This message is shown when I log in",
        "Пришлите счёт: номер 5\nИ договор",
        "De: Kyiv\nthe bus is late",
    ],
)
def test_what_only_looks_like_wrapping_stays(text: str) -> None:
    assert strip_quoted_replies(text) == text
