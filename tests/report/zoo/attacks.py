# ruff: noqa: E501  (an attack is one line)
"""The attacks, by the place where each stands."""

from __future__ import annotations

import base64
import struct
import zlib

FLAG = "document.title='taken'"
HTML = {
    "script": "<script>MARK</script>",
    "script with a source": "<script src='HEARD/s.js'></script>",
    "script without an end": "<script>MARK",
    "script in capitals": "<ScRiPt >MARK</sCrIpT >",
    "script within a script": "<scr<script>ipt>MARK</scr</script>ipt>",
    "picture with an error": "<img src=x onerror=MARK>",
    "picture with an error, slashes for blanks": "<img/src='x'/onerror=MARK>",
    "picture from elsewhere": "<img src='HEARD/i.png'>",
    "picture sets": "<img srcset='HEARD/set.png 1x' src=x>",
    "picture without a scheme": "<img src='//127.0.0.1:PORT/noscheme.png'>",
    "old picture attributes": "<img lowsrc='HEARD/low.png' dynsrc='HEARD/dyn.png'>",
    "svg that loads": "<svg onload=MARK></svg>",
    "svg with a script": "<svg><script>MARK</script></svg>",
    "svg that animates a link": "<svg><a><animate attributeName=href values=javascript:MARK /><text y=20>x</text></a></svg>",
    "svg with foreign HTML": "<svg><foreignObject><iframe srcdoc='<script>MARK</script>'></iframe></foreignObject></svg>",
    "svg picture from elsewhere": "<svg><image href='HEARD/svgimage.png' /></svg>",
    "svg use from elsewhere": "<svg><use href='HEARD/use.svg#x' /></svg>",
    "body that loads": "<body onload=MARK>",
    "details that open": "<details open ontoggle=MARK><summary>x</summary></details>",
    "input with focus": "<input autofocus onfocus=MARK>",
    "marquee": "<marquee onstart=MARK>x</marquee>",
    "video": "<video src='HEARD/v.mp4' onloadstart=MARK autoplay></video><video poster='HEARD/poster.png'></video>",
    "audio": "<audio src='HEARD/a.mp3' autoplay onerror=MARK></audio>",
    "source in a video": "<video><source src='HEARD/source.mp4' onerror=MARK></video>",
    "frame": "<iframe src='HEARD/frame'></iframe>",
    "frame with a document": "<iframe srcdoc='<script>parent.MARK</script>'></iframe>",
    "frame with a script address": "<iframe src='javascript:parent.MARK'></iframe>",
    "object": "<object data='HEARD/object'></object>",
    "object of HTML": "<object data='data:text/html,<script>parent.MARK</script>'></object>",
    "embed": "<embed src='HEARD/embed'>",
    "applet": "<applet code=x codebase='HEARD/applet'></applet>",
    "link to a style sheet": "<link rel=stylesheet href='HEARD/link.css'>",
    "link that is fetched beforehand": "<link rel=prefetch href='HEARD/prefetch'><link rel=dns-prefetch href='HEARD'>",
    "style that imports": "<style>@import 'HEARD/import.css';</style>",
    "style with a picture": "<style>body{background:url(HEARD/style.png)}</style>",
    "style attribute with a picture": "<p style=\"background:url('HEARD/attr.png')\">x</p>",
    "style attribute with an escape": "<p style='background:\\75 rl(HEARD/escaped.png)'>x</p>",
    "style that covers the page": "<div style='position:fixed;top:0;left:0;width:100%;height:100%;background:white'>20 of 20</div>",
    "style with an expression": "<p style='width:expression(MARK)'>x</p>",
    "style with a font": "<style>@font-face{font-family:f;src:url(HEARD/font.woff)}*{font-family:f}</style>",
    "background attribute": "<table background='HEARD/bg.png'><tr><td background='HEARD/td.png'>x</td></tr></table>",
    "refresh": "<meta http-equiv=refresh content='0;url=HEARD/refresh'>",
    "policy": '<meta http-equiv=Content-Security-Policy content="default-src *">',
    "base": "<base href='HEARD/'>",
    "form": "<form action='HEARD/form'><input type=submit autofocus></form>",
    "button of a form elsewhere": "<button form=x formaction='javascript:MARK'>x</button>",
    "image input": "<input type=image src='HEARD/input.png' onerror=MARK>",
    "link with a script": "<a href='javascript:MARK'>x</a>",
    "link with a script and blanks": "<a href=' \tjava\nscript:MARK'>x</a>",
    "link with a script and entities": "<a href='&#106;avascript&colon;MARK'>x</a>",
    "link with data": "<a href='data:text/html,<script>MARK</script>'>x</a>",
    "link that is told about": "<a href='#x' ping='HEARD/ping'>x</a>",
    "math with a link": "<math><mtext><a href='javascript:MARK'>x</a></mtext></math>",
    "math that hides HTML": "<math><annotation-xml encoding='text/html'><img src=x onerror=MARK></annotation-xml></math>",
    "math that becomes HTML": "<math><mi><mglyph><style><img src=x onerror=MARK></style></mglyph></mi></math>",
    "form in math that moves": "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=MARK>",
    "style in svg that becomes HTML": '<svg></p><style><a id="</style><img src=x onerror=MARK>">',
    "title that is closed": "<title></title><img src=x onerror=MARK></title>",
    "noscript": '<noscript><p title="</noscript><img src=x onerror=MARK>"></noscript>',
    "comment that is closed": "<!--><img src=x onerror=MARK>-->",
    "comment in a script": "<!--<script>MARK//--></script><img src=x onerror=MARK>",
    "section": "<![CDATA[><img src=x onerror=MARK>]]>",
    "processing instruction": "<?xml-stylesheet href='javascript:MARK'?><?><img src=x onerror=MARK>",
    "text area": '<textarea><img title="</textarea><img src=x onerror=MARK>"></textarea>',
    "template": "<template><script>MARK</script></template><div><template shadowrootmode=open><img src=x onerror=MARK></template></div>",
    "plain text": "<plaintext><img src=x onerror=MARK>",
    "table that moves": "<table><img src=x onerror=MARK><tr><td>x</table>",
    "end of a cell": "</div></div></div></body><script>MARK</script>",
    "names that shadow": "<a id=nb name=MathJax></a><form id=x name=submission_id><input name=value></form>",
    "class that typesets": "<p class=tex2jax_process>$\\href{javascript:MARK}{x}$</p>",
    "script for formulas": "<script type='math/tex'>\\href{javascript:MARK}{x}</script>",
    "null byte": "<img src=x one\x00rror=MARK>",
    "quotes that are none": "<img src=`x`onerror=MARK>",
    "attributes with a greater-than sign": "<p title='><img src=x onerror=MARK>'>x</p>",
    "popover": "<button popovertarget=x>x</button><div popover id=x onbeforetoggle=MARK>x</div>",
    "animation event": "<style>@keyframes k{}</style><p style='animation:k' onanimationstart=MARK>x</p>",
    "data of a page's own script": "<a data-link='javascript:MARK' data-toggle=tooltip data-html=true title='<img src=x onerror=MARK>'>x</a>",
    "input of the Formgrader's own": "<input class='score tabbable' id=check_double value=100><button class='full-credit'>x</button>",
}
"""HTML; each is tried in a text, as an output, in an output of Markdown, in a comment and in a raw cell."""
MARKDOWN = {
    "link with a script": "[x](javascript:MARK)",
    "link with a script in brackets": "[x](<javascript:MARK>)",
    "link with a script in a reference": "[x][y]\n\n[y]: javascript:MARK",
    "link with a script and entities": "[x](&#106;avascript:MARK)",
    "automatic link": "<javascript:MARK>",
    "picture from elsewhere": "![x](HEARD/md.png)",
    "picture from elsewhere in a reference": "![x][y]\n\n[y]: HEARD/mdref.png",
    "picture with a script": "![x](javascript:MARK)",
    "picture with quotes": '![x" onerror="MARK](x.png)',
    "title with quotes": "[x](http://a 'y\" onmouseover=\"MARK')",
    "picture of HTML": "![x](data:text/html;base64,PHNjcmlwdD4xPC9zY3JpcHQ+)",
    "picture of a file above": "![x](../../../../../../etc/hostname)",
    "picture of a file by its whole path": "![x](/etc/hostname)",
    "picture of a file by its address": "![x](file:///etc/hostname)",
    "attachment that is missing": "![x](attachment:missing.png)",
    "code of a language": '```"><img src=x onerror=MARK>\nx\n```',
    "diagram": "```mermaid\ngraph LR\n A-->B\n click A javascript:MARK\n```",
    "heading with HTML": "# <img src=x onerror=MARK>",
    "definition": "x\n: <img src=x onerror=MARK>",
    "table with HTML": "|a|\n|-|\n|<img src=x onerror=MARK>|",
    "formula with a link": r"$\href{javascript:MARK}{x}$",
    "formula with entities": r"<div>$\hr&#101;f{javascript:MARK}{x} \styl&#x65;{background:url(HEARD/tex.png)}{x}$</div>",
    "formula that is split": r"<div>$\hr<!-- -->ef{javascript:MARK}{x}$ $\hr<b></b>ef{javascript:MARK}{x}$</div>",
    "formula that requires": r"$\require{action}\toggle{a}{b}\endtoggle$ $\unicode{60}$",
    "formula that defines": r"$\def\a{\href}\a{javascript:MARK}{x}$ $\let\b\href\b{javascript:MARK}{x}$",
    "formula that includes": r"$\includegraphics{HEARD/tex.png}$ $\img{HEARD/tex2.png}$",
    "formula with a colour": r'$\color{red" onclick="MARK}{x}$ $\class{x" onclick="MARK}{y}$',
    "formula with HTML": "$<img src=x onerror=MARK>$",
    "formula with HTML in a text": r"$\text{<img src=x onerror=MARK>}$",
    "formula in an environment": r"\begin{align}\href{javascript:MARK}{x}\end{align}",
    "formula that ends in HTML": "$a <b onmouseover=MARK>$ x $",
    "formula that never ends": r"\begin{align} \( \[ $ x",
    "formula that is deep": "$" + "{" * 5000 + "$",
    "formula of fractions": "$" + r"\frac" * 1000 + "$",
}
"""Markdown; each is tried in a text, in an output, and in a comment."""


def png(width: int = 1, height: int = 1, more: bytes = b"") -> str:
    """A PNG in base64, with any size in its head; of one pixel where that is left out.

    Args:
        width, height: in pixels.
        more: bytes that are no part of the picture.
    """
    head = struct.pack(">II", width, height) + b"\x08\x06\0\0\0"
    pixel = zlib.compress(b"\0" + b"\x80\x40\x20\xff")
    chunks = ((b"IHDR", head), (b"IDAT", pixel), *([(b"moRe", more)] if more else []), (b"IEND", b""))
    made = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"".join(made)).decode()


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {}>{}</svg>'


def display(data: object, metadata: object = None) -> dict:
    """An output that shows something."""
    return {"output_type": "display_data", "data": data, "metadata": {} if metadata is None else metadata}


OUTPUTS = {
    "width": display({"image/png": png()}, {"image/png": {"width": "1 onerror=MARK", "height": 3}}),
    "height": display({"image/png": png()}, {"image/png": {"height": "1 onload=MARK"}}),
    "width of the whole output": display({"image/png": png()}, {"width": "1 onload=MARK", "unconfined": "x onload=MARK"}),
    "alternative text": display({"image/png": png()}, {"image/png": {"alt": "a onload=MARK"}}),
    "alternative text with quotes": display({"image/png": png()}, {"image/png": {"alt": 'a" onload="MARK'}}),
    "file of a picture": display({"image/png": png()}, {"filenames": {"image/png": "HEARD/filenames.png"}}),
    "file of a JPEG": display({"image/jpeg": "AAAA"}, {"filenames": {"image/jpeg": "HEARD/filenames.jpg"}}),
    "file of an SVG": display({"image/svg+xml": SVG}, {"filenames": {"image/svg+xml": "HEARD/f.svg"}}) | {"svg_filename": "HEARD/f.svg"},
    "picture that is none": display({"image/png": '"><img src=x onerror=MARK>'}),
    "picture with quotes": display({"image/png": 'AAAA" onerror="MARK'}),
    "picture that is HTML": display({"image/png": base64.b64encode(b"<script>MARK</script>").decode()}),
    "picture that is enormous": display({"image/png": png(10**9, 10**9)}),
    "picture that is no text": display({"image/png": 7, "text/plain": ["a", 7]}),
    "SVG with a script": display({"image/svg+xml": SVG.format("onload='MARK'", "<script>MARK</script>")}),
    "SVG from elsewhere": display({"image/svg+xml": SVG.format("", "<image xlink:href='HEARD/x.png'/><use href='HEARD/u.svg'/>")}),
    "SVG with a style from elsewhere": display({"image/svg+xml": SVG.format("", "<style>@import url(HEARD/s.css);</style>")}),
    "SVG with entities": display({"image/svg+xml": "<!DOCTYPE svg [<!ENTITY a 'MARK'>]>" + SVG.format("", "&a;")}),
    "SVG with foreign HTML": display({"image/svg+xml": SVG.format("", "<foreignObject><script>MARK</script></foreignObject>")}),
    "SVG that is HTML": display({"image/svg+xml": "<img src=x onerror=MARK><svg>"}),
    "SVG that is deep": display({"image/svg+xml": SVG.format("", "<g>" * 5000 + "</g>" * 5000)}),
    "JavaScript": display({"application/javascript": "MARK", "text/plain": "x"}),
    "JavaScript alone": display({"application/javascript": "MARK"}),
    "JavaScript of another name": display({"text/javascript": "MARK"}),
    "isolated HTML": display({"text/html": "<script>parent.MARK</script>"}, {"text/html": {"isolated": True}}),
    "widget": display({"application/vnd.jupyter.widget-view+json": {"model_id": "</script><script>MARK</script>"}}),
    "widget that is no object": display({"application/vnd.jupyter.widget-view+json": "x"}),
    "diagram": display({"text/vnd.mermaid": "graph LR\n A-->B</pre><script>MARK</script>"}),
    "Bokeh": display({"application/vnd.bokehjs_exec.v0+json": "", "application/javascript": "MARK"}),
    "Plotly": display({"application/vnd.plotly.v1+json": {"data": [{"x": "<script>MARK</script>"}]}}),
    "kind with quotes": display({'text/html"><script>MARK</script>': "x"}),
    "PDF": display({"application/pdf": "AAAA"}),
    "LaTeX with a link": display({"text/latex": r"$\href{javascript:MARK}{x}$"}),
    "LaTeX with HTML": display({"text/latex": "<img src=x onerror=MARK>"}),
    "HTML as a plain text": display({"text/plain": "<img src=x onerror=MARK>"}),
    "colours with HTML": display({"text/plain": "\x1b[31m<img src=x onerror=MARK>\x1b[0m"}),
    "codes with HTML": {"output_type": "stream", "name": "stdout", "text": "\x1b[<img src=x onerror=MARK>m\x1b]8;;javascript:MARK\x07x"},
    "stream of another name": {"output_type": "stream", "name": "<script>MARK</script>", "text": "<script>MARK</script>"},
    "stream that is no text": {"output_type": "stream", "name": "stdout", "text": 7},
    "error with HTML": {"output_type": "error", "ename": "<script>MARK</script>", "evalue": "<img src=x onerror=MARK>",
                        "traceback": ["<script>MARK</script>", "\x1b[31m<img src=x onerror=MARK>"]},
    "error that is none": {"output_type": "error", "ename": 7, "evalue": None, "traceback": "<script>MARK</script>"},
    "result with a count": {"output_type": "execute_result", "data": {"text/plain": "x"}, "metadata": {}, "execution_count": "<script>MARK</script>"},
    "data that are none": display("<script>MARK</script>"),
    "metadata that are none": display({"image/png": png()}, "<script>MARK</script>"),
    "kind of output that there is not": {"output_type": "<script>MARK</script>", "data": {"text/html": "<script>MARK</script>"}},
}  # fmt: skip
"""Outputs of a code cell."""
METADATA = {
    "tags": {"tags": ['x" onclick="MARK', "x><script>MARK</script>"]},
    "tags that are none": {"tags": 7},
    "alternative text": {"alt": '" onerror="MARK'},
    "size": {"width": "1 onerror=MARK", "filenames": {"image/png": "HEARD/cell.png"}},
    "language": {"magics_language": '"><script>MARK</script>'},
    "raw kind": {"raw_mimetype": "text/html", "format": "text/html"},
    "raw kind that is none": {"raw_mimetype": 7},
    "hidden source": {"jupyter": {"source_hidden": "<script>MARK</script>"}, "collapsed": "<script>MARK</script>"},
    "removed source": {"transient": {"remove_source": True}},
    "removed source that is none": {"transient": 7},
    "grade id": {"nbgrader": {"grade_id": '"><script>MARK</script>', "solution": True, "grade": False, "locked": False,
                              "schema_version": 3, "comment": "<script>MARK</script>"}},
}  # fmt: skip
"""Metadata of a cell."""
ATTACHMENTS = {
    "HTML": {"x.png": {"text/html": base64.b64encode(b"<script>MARK</script>").decode()}},
    "kind with quotes": {"x.png": {'image/png" onerror="MARK': png()}},
    "content with quotes": {"x.png": {"image/png": 'AAAA" onerror="MARK'}},
    "SVG with a script": {"x.png": {"image/svg+xml": base64.b64encode(SVG.format("", "<script>MARK</script>").encode()).decode()}},
    "nothing": {"x.png": {}},
    "enormous": {"x.png": {"image/png": png(10**6, 10**6)}},
}  # fmt: skip
"""Attachments of a text that shows `attachment:x.png`."""
NOTEBOOK = {
    "title": {"title": "</title><script>MARK</script>"},
    "language": {"language_info": {"name": '"><script>MARK</script>', "pygments_lexer": '"><script>MARK</script>'}},
    "widgets": {
        "widgets": {"application/vnd.jupyter.widget-state+json": {"state": {"x": "</script><script>MARK</script>"}}}
    },
    "repairs": {"grading": {"repairs": ["<script>MARK</script> <img src=HEARD/repair.png>"]}},
}
"""Metadata of a notebook."""
