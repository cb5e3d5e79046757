"""Finding the entities of the real record by names as people write them.

Every row of the first table is a spelling that somebody could type, and the entity that has to
come first for it.
"""

from __future__ import annotations

import pytest

import insurgraph as ig

SPELLINGS = [
    # other transliterations
    ("Hafez Said Khan", "person-hafiz-saeed-khan"),
    ("Hafidh Sa'id Khan", "person-hafiz-saeed-khan"),
    ("Hafeez Sayeed Khaan", "person-hafiz-saeed-khan"),
    ("Hafiz Saeed", "person-hafiz-saeed-khan"),
    ("Tehreek-i-Taliban Pakistan", "org-ttp"),
    ("Tahrik-e-Taleban Pakistan", "org-ttp"),
    ("Tehrik i Taliban", "org-ttp"),
    ("Tehrike Taliban", "org-ttp"),
    ("Lashkar-i-Tayyiba", "org-let"),
    ("Lashkar e Toiba", "org-let"),
    ("Laskar-e-Taiba", "org-let"),
    ("Lashkar-i-Islam", "org-lashkar-e-islam"),
    ("Lashkar e Islami", "org-lashkar-e-islam"),
    ("Jamat ul Ahrar", "org-jua"),
    ("Jama'at al-Ahrar", "org-jua"),
    ("Jamaatul Ahrar", "org-jua"),
    ("Jamaat-ud-Da'wah", "org-jud"),
    ("Jamat ud Dawah", "org-jud"),
    ("Abou Bakr el-Baghdadi", "person-abu-bakr-al-baghdadi"),
    ("Abu Bakar Baghdadi", "person-abu-bakr-al-baghdadi"),
    ("Abubakr al Bagdadi", "person-abu-bakr-al-baghdadi"),
    ("Mulla Fazl Ullah", "person-mullah-fazlullah"),
    ("Mullah Fadlullah", "person-mullah-fazlullah"),
    ("Maulana Fazlullah", "person-mullah-fazlullah"),
    ("Fazlollah", "person-mullah-fazlullah"),
    ("Qari Hikmatullah", "person-qari-hekmatullah"),
    ("Kari Hekmatullah", "person-qari-hekmatullah"),
    ("Hikmatollah", "person-qari-hekmatullah"),
    ("Shaykh Maqbul", "person-sheikh-maqbool"),
    ("Sheik Makbool", "person-sheikh-maqbool"),
    ("Cheikh Maqboul", "person-sheikh-maqbool"),
    ("Abdur Rauf Khadem", "person-abdul-rauf-khadim"),
    ("Abdul Raouf Khadim", "person-abdul-rauf-khadim"),
    ("Abd al-Rauf Khadim", "person-abdul-rauf-khadim"),
    ("Abd ul-Haseeb", "person-abdul-hasib"),
    ("Abdulhasib", "person-abdul-hasib"),
    ("Abu Said", "person-abu-sayed"),
    ("Abu Saeed", "person-abu-sayed"),
    ("Abu Sa'd Urakzai", "person-abu-saad-orakzai"),
    ("Abu Saad Erhabi Orakzay", "person-abu-saad-orakzai"),
    ("Ihsanullah Ihsan", "person-ahsanullah-ahsan"),
    ("Ehsanullah Ehsan", "person-ahsanullah-ahsan"),
    ("Muhammad Khurasani", "person-mohammad-khorasani"),
    ("Mohammed Khorasany", "person-mohammad-khorasani"),
    ("Abu Musab al-Zarqawi", "person-zarqawi"),
    ("Zarkawi", "person-zarqawi"),
    ("Qamar Jawed Bajwa", "person-qamar-javed-bajwa"),
    ("Aasim Salim Bajwa", "person-asim-saleem-bajwa"),
    ("Asif Gafoor", "person-asif-ghafoor"),
    ("Hanif Atmer", "person-hanif-atmar"),
    ("Bashar Assad", "person-bashar-al-assad"),
    ("Bashir al-Asad", "person-bashar-al-assad"),
    ("Abu Kutaybah", "person-abu-qutaiba"),
    ("Shehbaz Shareef", "person-shahbaz-sharif"),
    ("Maulana Abdul Azeez", "person-abdul-aziz"),
    # misspelt, in other words
    ("Al Qaida", "org-al-qaeda"),
    ("Alkaida", "org-al-qaeda"),
    ("al-Qa'ida in Iraq", "org-aqi"),
    ("Al Quaeda", "org-al-qaeda"),
    ("Hakkani network", "org-haqqani-network"),
    ("Haqani Netwrk", "org-haqqani-network"),
    ("Islamic State in Khorasan", "org-isk"),
    ("Islamic State Khurasan", "org-isk"),
    ("Islamic State of Khorasan Province", "org-isk"),
    ("Da'esh", "org-islamic-state"),
    ("Daech", "org-islamic-state"),
    ("Islamic Stat", "org-islamic-state"),
    ("Islamic State of Iraq", "org-isi-iraq"),
    ("Afgan Taleban", "org-afghan-taliban"),
    ("Taliban Afghan", "org-afghan-taliban"),
    ("Uzbek Islamic Movement", "org-imu"),
    ("Islamic Movment of Uzbekstan", "org-imu"),
    ("Interservices Inteligence", "org-isi"),
    ("Goverment of Pakistan", "org-pakistan-government"),
    ("Pakistani government", "org-pakistan-government"),
    ("Afghan Goverment", "org-afghan-government"),
    ("Amnesty Internatonal", "org-amnesty-international"),
    # initials, and what initials stand for
    ("ISK", "org-isk"),
    ("IS-K", "org-isk"),
    ("is k", "org-isk"),
    ("TTP", "org-ttp"),
    ("T.T.P.", "org-ttp"),
    ("LeT", "org-let"),
    ("JuD", "org-jud"),
    ("JuA", "org-jua"),
    ("AQ", "org-al-qaeda"),
    ("LeI", "org-lashkar-e-islam"),
    ("IMU", "org-imu"),
    ("AQI", "org-aqi"),
    ("NDS", "org-nds"),
    ("CIA", "org-cia"),
    ("ISPR", "org-ispr"),
    ("ISIL", "org-islamic-state"),
    ("Inter Services Public Relations", "org-ispr"),
    ("Research and Analysis Wing", "org-raw"),
    ("North Atlantic Treaty Organization", "org-nato"),
    ("Intelligence Bureau", "org-ib"),
    ("USCENTCOM", "org-centcom"),
    ("CENTCOM", "org-centcom"),
    ("RSM", "org-resolute-support-mission"),
    ("FATA", "place-fata"),
    ("State Department", "org-us-state-department"),
    # places
    ("Nangahar", "place-nangarhar"),
    ("Ningarhar", "place-nangarhar"),
    ("Konar", "place-kunar"),
    ("Jawzjan", "place-jowzjan"),
    ("Juzjan", "place-jowzjan"),
    ("Khurasan", "place-khorasan"),
    ("Baluchistan", "place-balochistan"),
    ("Waziristan", "place-north-waziristan"),
    ("Nooristan", "place-nuristan"),
    ("Peshawer", "place-peshawar"),
    ("Rakka", "place-raqqa"),
    ("ar-Raqqah", "place-raqqa"),
    ("Mossul", "place-mosul"),
    ("Salahuddin", "place-salah-al-din"),
    ("Phillipines", "place-philippines"),
    ("Cachemire", "place-kashmir"),
    ("Bajur", "place-bajaur"),
    # in Arabic script
    ("داعش", "org-islamic-state"),
    ("حافظ سعید خان", "person-hafiz-saeed-khan"),
    ("تحریک طالبان پاکستان", "org-ttp"),
    ("القاعدة", "org-al-qaeda"),
    ("لشکر طیبہ", "org-let"),
    ("ننگرهار", "place-nangarhar"),
    ("کابل", "place-kabul"),
]

#: Names that several bear: who has to be among the first, and be told apart.
SHARED = [
    ("ISI", {"org-isi", "org-isi-iraq"}),
    ("Bajwa", {"person-asim-saleem-bajwa", "person-qamar-javed-bajwa"}),
    ("Taliban", {"org-afghan-taliban", "org-taliban-unspecified"}),
    ("Abu Bakr", {"person-abu-bakr-al-baghdadi", "person-abu-bakr-al-turkmani"}),
    ("Kabul", {"place-kabul", "org-afghan-government"}),
    ("Afghanistan", {"place-afghanistan", "org-afghan-government"}),
]


@pytest.mark.parametrize(("text", "entity"), SPELLINGS)
def test_the_entity_meant_comes_first(kg: ig.KnowledgeGraph, text: str, entity: str) -> None:
    first = kg.find(text)[0]
    assert first.entity == entity, f"{first.name}: {first.reason}"
    assert first.reason


def test_there_are_enough_spellings_and_each_is_tried_once() -> None:
    assert len(SPELLINGS) >= 60
    assert len(set(SPELLINGS)) == len(SPELLINGS)


@pytest.mark.parametrize(("text", "bearers"), SHARED)
def test_all_who_bear_a_name_come_first_and_are_told_apart(
    kg: ig.KnowledgeGraph, text: str, bearers: set[str]
) -> None:
    first = kg.find(text)[: len(bearers)]
    assert {m.entity for m in first} == bearers
    notes = [m.note for m in first]
    assert all(notes)
    assert len(set(notes)) == len(notes)


def test_a_note_names_whom_an_entity_must_not_be_taken_for(kg: ig.KnowledgeGraph) -> None:
    notes = {m.entity: m.note for m in kg.find("ISI")}
    assert "not Islamic State in Iraq (org-isi-iraq)" in notes["org-isi"]
    assert "not Inter-Services Intelligence (org-isi)" in notes["org-isi-iraq"]


def test_a_name_that_nobody_shares_needs_no_note(kg: ig.KnowledgeGraph) -> None:
    assert kg.find("Haqqani")[0].note == ""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Haqqani Network", "same name"),
        ("Hafez Said Khan", "same sounds in another spelling"),
        ("Fazl Ullah", "same sounds, run together or apart"),
        ("Orakzai", "part of the name"),
        ("Abu Musab al-Zarqawi", "the name, with more words"),
        ("LeT", "initials of the name"),
        ("Research and Analysis Wing", "the name is the initials of this"),
        ("Goverment of Pakistan", "similar spelling"),
        ("Khan", "same name, a weak one"),
    ],
)
def test_the_reason_says_what_the_match_rests_on(
    kg: ig.KnowledgeGraph, text: str, reason: str
) -> None:
    assert kg.find(text)[0].reason == reason


@pytest.mark.parametrize(
    "text", ["Basque Homeland", "Sendero Luminoso", "Tokyo", "al", "the", "xyz", "12345", "ул"]
)
def test_who_is_not_in_the_record_is_not_found(kg: ig.KnowledgeGraph, text: str) -> None:
    assert kg.find(text) == []


def test_every_name_of_the_record_finds_its_bearer_at_the_top(kg: ig.KnowledgeGraph) -> None:
    for entity in kg.entities.values():
        top = kg.find(entity.name)
        best = [m.entity for m in top if m.score == top[0].score]
        assert entity.id in best, entity.name
    for name in kg.names:
        found = {m.entity: m.score for m in kg.find(name.name, 20)}
        assert found.get(name.entity, 0) >= (90 if name.kind == "weak" else 100), name.name
