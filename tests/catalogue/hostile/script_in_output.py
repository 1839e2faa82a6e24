"""Shows HTML, SVG and JavaScript that would give points in the Formgrader, with the rights of whoever opens the page."""

wins = "points"

# %% after show
from IPython.display import HTML, SVG, Javascript, Markdown, Latex, display

display(HTML("<script>hostile_script = fetch('/formgrader/api/grades')</script>"))
display(HTML("<img src=x onerror='hostile_script()'>"))
display(SVG("<svg xmlns='http://www.w3.org/2000/svg' onload='hostile_script()'><circle r='5'/></svg>"))
display(Javascript("hostile_script = 1"))
display(Markdown("<script>hostile_script = 2</script>"))
display(Latex("<script>hostile_script = 3</script>"))
