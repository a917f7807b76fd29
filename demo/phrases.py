"""Short fixed phrases around a conversation: the bot, subjects, numbers, notes. Base languages."""

BOT = {
    "ru": "Вас приветствует бот Lumo. Опишите ваш вопрос, и я передам его оператору.",
    "uk": "Вас вітає бот Lumo. Опишіть ваше питання, і я передам його оператору.",
    "en": "This is the Lumo bot. Describe your question and I will pass it to a colleague.",
}
HOW_CAN_WE_HELP = {
    "ru": "Чем мы можем помочь?",
    "uk": "Чим ми можемо допомогти?",
    "en": "How can we help?",
}
ONE_MORE = {"ru": "И ещё вот что:", "uk": "І ще таке:", "en": "One more thing:"}
NOTES = {
    "ru": ("Уточнил у коллег, отвечаю по шаблону.", "Проверила аккаунт, всё в порядке."),
    "uk": ("Уточнив у колег, відповідаю за шаблоном.", "Перевірила акаунт, усе гаразд."),
    "en": ("Checked with the team, using the template.", "Account looks fine."),
}
SUBJECTS = {
    "ru": ("Вопрос", "Обращение в поддержку", "Нужна помощь", "Lumo"),
    "uk": ("Питання", "Звернення до підтримки", "Потрібна допомога", "Lumo"),
    "en": ("Question", "Support request", "Help needed", "Lumo"),
}
NUMBERS = {
    "payments": {"ru": "Заказ №{}", "uk": "Замовлення №{}", "en": "Order #{}"},
    "lessons": {"ru": "Урок {}", "uk": "Урок {}", "en": "Lesson {}"},
}
AREA_NUMBERS = {
    "payments": ("payments", 10_000, 99_999),
    "video": ("lessons", 2, 40),
    "homework": ("lessons", 2, 40),
}
"""Area to the sort of number customers add, and its range."""
TAGS = ("vip", "mobile", "new-customer", "b2b", "returning", "follow-up")
"""What agents tag by hand: never a theme."""
EVIL = '=HYPERLINK("http://evil.example","click") {} <img src=x onerror=alert(1)>'
"""The hostile customer: a formula for spreadsheets, markup for pages, and a real ask between."""
EVIL_VALUES = ("<img src=x onerror=alert(1)>", '=HYPERLINK("http://evil.example","click")')
