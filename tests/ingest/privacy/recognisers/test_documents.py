"""Identification numbers are found by their check digits, their format or the word before."""

import pytest

from ingest.privacy.recognisers.documents import (
    find_insurance_numbers,
    find_passports,
    find_tax_numbers,
)
from ingest.privacy.spans import Recogniser
from tests.ingest.privacy.recognisers.builders import find


@pytest.mark.parametrize(
    ("recogniser", "text", "values"),
    [
        (find_tax_numbers, "ІПН 3184710691", ["3184710691"]),
        (find_tax_numbers, "3184710691", []),
        (find_tax_numbers, "500100732259", ["500100732259"]),
        (find_tax_numbers, "500100732258", []),
        (find_tax_numbers, "заказ № 500100732259", []),
        (find_insurance_numbers, "112-233-445 95", ["11223344595"]),
        (find_insurance_numbers, "СНИЛС 11223344595", ["11223344595"]),
        (find_insurance_numbers, "536-22-8123", ["536228123"]),
        (find_insurance_numbers, "000-22-8123", []),
        (find_passports, "паспорт 4510 123456", ["4510123456"]),
        (find_passports, "passport number AB1234567", ["AB1234567"]),
        (find_passports, "4510 123456", []),
    ],
)
def test_numbers_of_documents(recogniser: Recogniser, text: str, values: list[str]) -> None:
    assert [value for _, value in find(recogniser, text)] == values
