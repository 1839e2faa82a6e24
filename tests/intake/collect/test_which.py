"""For which assignment something was handed in is found out, or said to be unknown."""

from __future__ import annotations

from tests.intake.collect.conftest import NOTEBOOK, placed
from tests.small_course import assert_one_clear_sentence


def test_notebooks_of_several_assignments_go_to_their_own(two, download):
    second = (two.root / "release" / "second" / "second.ipynb").read_bytes()
    path = download({"ada/tiny.ipynb": NOTEBOOK, "ada/second (1).ipynb": second, "ada/helper.py": "x = 1"})
    assert two.run("collect", str(path)).returncode == 0
    assert placed(two) == {
        *("ada/tiny/tiny.ipynb", "ada/tiny/helper.py"),
        *("ada/second/second (1).ipynb", "ada/second/helper.py"),
    }


def test_a_renamed_notebook_is_recognised_by_what_is_in_it(two, download):
    result = two.run("collect", str(download({"ada/tinny.ipynb": NOTEBOOK, "bob/homework.ipynb": NOTEBOOK})))
    assert placed(two) == {"ada/tiny/tinny.ipynb", "bob/tiny/homework.ipynb"}
    assert "tinny.ipynb was taken for a notebook of tiny, by what is in it: did you mean tiny.ipynb?" in result.stdout


def test_a_misspelt_notebook_that_can_not_be_recognised_is_named_with_the_nearest_name(two, download):
    result = two.run(
        "collect", str(download({"ada/tinny.ipynb": "{}", "bob/xyz.ipynb": "{}", "cid/paper.pdf": "%PDF"}))
    )
    assert result.returncode == 1
    assert placed(two) == set()
    assert "ada/: no notebook of the course is called tinny.ipynb: did you mean tiny.ipynb?" in result.stdout
    assert "bob/: no notebook of the course is called xyz.ipynb: say which with --assignment." in result.stdout
    assert "cid/: there is no notebook in it: say which assignment it is for with --assignment." in result.stdout


def test_the_assignment_that_is_asked_for_takes_what_has_other_names_and_says_so(two, download):
    path = download({"ada_1_2_xyz.ipynb": "{}", "bob_3_4_paper.pdf": "%PDF"})
    result = two.run("collect", str(path), "--assignment", "tiny")
    assert result.returncode == 0, result.stdout
    assert placed(two) == {"ada/tiny/xyz.ipynb", "bob/tiny/paper.pdf"}
    assert "xyz.ipynb is not called tiny.ipynb" in result.stdout
    assert "note: bob, tiny: there is no notebook in it." in result.stdout


def test_a_download_of_another_assignment_is_not_taken_for_the_one_asked_for(two, download):
    result = two.run("collect", str(download({"ada_1_2_second.ipynb": NOTEBOOK})), "--assignment", "tiny")
    assert result.returncode == 1
    assert placed(two) == set()
    assert "its notebook second.ipynb is of second, not of tiny: collect it with --assignment second" in result.stdout


def test_folders_of_other_assignments_stay_where_they_are(two, download):
    path = download({"ada/tiny/tiny.ipynb": NOTEBOOK, "ada/second/second.ipynb": NOTEBOOK})
    result = two.run("collect", str(path), "--assignment", "tiny")
    assert result.returncode == 0
    assert placed(two) == {"ada/tiny/tiny.ipynb"}
    assert "not taken: ada/second/: it is for second, not for tiny" in result.stdout


def test_a_misspelt_folder_is_taken_for_the_nearest_assignment(two, download):
    result = two.run("collect", str(download({"ada/Tinny/tiny.ipynb": NOTEBOOK, "bob/tiny/tiny.ipynb": NOTEBOOK})))
    assert placed(two) == {"ada/tiny/tiny.ipynb", "bob/tiny/tiny.ipynb"}
    assert "the folder Tinny was taken for tiny" in result.stdout


def test_an_assignment_that_does_not_exist(two, download):
    result = two.run("collect", str(download({"ada/tiny.ipynb": NOTEBOOK})), "--assignment", "tinny")
    assert_one_clear_sentence(result, "'tinny'", "did you mean 'tiny'?")
    assert not (two.root / "submitted").exists()
