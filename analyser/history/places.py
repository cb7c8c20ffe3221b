"""Places where data is kept, and the countries that they lie in."""

from typing import Final

_PARTS: Final = {
    "Australia": "Sydney Melbourne",
    "Austria": "Vienna",
    "Belgium": "Brussels",
    "Brazil": "",
    "Canada": "Toronto Montreal Quebec Ontario",
    "China": "Beijing Shanghai",
    "Denmark": "Copenhagen",
    "Finland": "Helsinki",
    "France": "Paris Marseille",
    "Germany": "Frankfurt Berlin Munich Hamburg",
    "Hungary": "Budapest",
    "India": "Mumbai Hyderabad Pune",
    "Ireland": "Dublin",
    "Israel": "",
    "Italy": "Milan Rome",
    "Japan": "Tokyo Osaka",
    "Luxembourg": "",
    "Mexico": "",
    "Netherlands": "Holland Amsterdam",
    "Norway": "Oslo",
    "Poland": "Warsaw",
    "Portugal": "Lisbon",
    "Romania": "Bucharest",
    "Russia": "Moscow",
    "Singapore": "",
    "Spain": "Madrid",
    "Sweden": "Stockholm",
    "Switzerland": "Zurich Geneva",
    "Turkey": "Istanbul",
    "United Kingdom": "Britain England Scotland Wales London Manchester",
    "United States": "America Virginia Ohio Oregon California Texas Iowa Illinois Chicago Dallas",
}
_COUNTRY_OF: Final = {
    part: country for country, parts in _PARTS.items() for part in (country, *parts.split())
}


def apart(one: str, other: str) -> bool:
    """Whether two places surely lie in different countries.

    >>> apart("Ireland", "Virginia"), apart("Frankfurt", "Germany"), apart("Ireland", "Europe")
    (True, False, False)
    """
    countries = {_COUNTRY_OF.get(one), _COUNTRY_OF.get(other)}
    return None not in countries and len(countries) > 1
