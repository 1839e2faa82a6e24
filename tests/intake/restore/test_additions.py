"""What was added to a given cell is told from what was changed in it."""

from __future__ import annotations

import pytest

from nbexaminer.intake.restore.additions import LONGEST, MOST, Additions, added_code, added_text

SETUP = "import numpy as np\n\nimport checks\nimport plots"
HALF = "# my own\ndef half(x):\n    return x / 2  # half"
SEED = "np.random.seed(0)"
HELPER = "def grid(n):\n    return np.linspace(-1, 1, n)\n\n\nn_points = 40"


@pytest.mark.parametrize(
    ("given", "text", "before", "after"),
    [
        (SETUP, SETUP, "", ""),
        (SETUP, f"{SETUP}\nimport math\nfrom numpy import exp", "", "import math\nfrom numpy import exp"),
        (SETUP, f"import math\n{SETUP}", "import math", ""),
        (SETUP, f"import os\nos.environ['A'] = '1'\n\n{SETUP}\nimport math", "import os\nos.environ['A'] = '1'", "import math"),
        (SETUP, "import numpy as np\nimport math\n\nimport checks\nimport plots", "", "import math"),
        (SETUP, "import numpy as np, math\n\nimport checks\nimport plots", "import numpy as np, math", ""),
        (SETUP, f"{SETUP}\n\n\n{HALF}", "", HALF),
        (SETUP, f"%matplotlib inline\n{SETUP}", "%matplotlib inline", ""),
        (SETUP, f"{SETUP}\nfiles = !ls", "", "files = !ls"),
        (SETUP, f"!pip install einops\n{SETUP}\nimport einops", "!pip install einops", "import einops"),
        (SETUP, f"%%time\n{SETUP}\nimport math", "", "import math"),
        (SETUP, f"{SETUP}\n# nothing but a comment", "", ""),
        (SETUP, "import  numpy  as np\nimport checks  # mine\nimport plots", "", ""),
        (SETUP, f"{SETUP}; import math; half = .5", "", "import math\nhalf = .5"),
        (SETUP, "import math\nrate = .5", "", "import math\nrate = .5"),
        (SETUP, "\n%%writefile helper.py\nhalf = .5\n", "", "%%writefile helper.py\nhalf = .5"),
        (SETUP, f"{SETUP}\nthis is no code", "", ""),
        (SETUP, "", "", ""),
        (SEED, "np.random.seed(42)", "", ""),
        (SEED, f"{SEED}\nnp.random.seed(42)", "", "np.random.seed(42)"),
        (SEED, "torch.manual_seed(0)\nrate = 1e-3", "", "torch.manual_seed(0)\nrate = 1e-3"),
        (SEED, "for start in range(3):\n    weights.append(start)", "", "for start in range(3):\n    weights.append(start)"),
        (HELPER, HELPER.replace("40", "400"), "", ""),
        (HELPER, HELPER.replace("-1, 1", "0, 2") + "\nlow = 3", "", "low = 3"),
        (HELPER, "def grid(n): return list(map(float, range(n)))\nn_points = 40", "", ""),
        (HELPER, f"@np.vectorize\n{HALF}\n{HELPER}", f"@np.vectorize\n{HALF}", ""),
        ("", "import math", "", ""),
    ],
)  # fmt: skip
def test_what_was_added_is_kept_and_what_was_changed_is_not(given, text, before, after):
    added = added_code(given, text)
    assert (added.before, added.after) == (before, after)


@pytest.mark.parametrize(
    ("more", "kept"),
    [
        ("import math", "import math"),
        ("def half(x):\n    return x / 2", "def half(x):\n    return x / 2"),
        ("print(f(2))", ""),
        ("assert f(1) == 1", ""),
        ("import json", ""),
        ("@check('mine', points=9)\ndef half(check):\n    pass", ""),
        ("%%time", ""),
    ],
)
def test_of_a_check_only_definitions_that_are_needed_are_kept(more, kept):
    assert added_code("assert f(3) == 6", f"assert f(3) == 6\n{more}", {"math", "half", "f"}).after == kept
    assert added_code("assert f(3) == 6", "%%writefile x.py\nhalf = 5", {"half"}) == Additions()


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("# Title\n\nRead this.\n\nMy note: exp overflows.", "My note: exp overflows."),
        ("# Title\n\nRead that.", ""),
        ("# Title", ""),
    ],
)
def test_of_a_text_lines_that_were_added_are_kept(text, after):
    assert added_text("# Title\n\nRead this.", text).after == after


def test_whether_all_that_was_given_is_still_there_is_told():
    assert added_code(SETUP, f"{SETUP}\nimport math").whole
    assert not added_code(SETUP, "import numpy as np\nimport checks\nimport math").whole


@pytest.mark.parametrize(
    "text",
    [
        f"{SETUP}\nx = 1" + " " * LONGEST + "#",
        SETUP + "\nx = 1" * MOST,
        f"{SETUP}\nx = {'-' * 20_000}1",
        f"{SETUP}\nx = {'(' * 500}",
        f"{SETUP}\nx = '\0'",
    ],
    ids=["long", "many", "deep", "brackets", "null"],
)
def test_what_is_too_much_or_no_code_is_not_kept(text):
    assert added_code(SETUP, text) == Additions()
