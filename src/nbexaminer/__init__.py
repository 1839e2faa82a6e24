"""The grader's side: from `submitted/` to scores and feedback."""

import sys

# jsonschema can check whether a text is an internet address, which no notebook asks for: whoever imports it waits seconds
# until this optional package has compiled its grammars.
sys.modules.setdefault("rfc3987_syntax", None)
