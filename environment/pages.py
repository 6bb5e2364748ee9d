"""Executed notebooks as pages that need no network: what draws equations and figures
lies beside them."""

import base64
import html
import importlib.util
import json
import re
import shutil
from pathlib import Path

import jinja2
import nbformat
from nbconvert.filters import ansi2html
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import JavaLexer

from kit import HERE, NOTEBOOKS, clock, notebook_files, write_whole

PLOTLY = "application/vnd.plotly.v1+json"
TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(HERE / "site"), trim_blocks=True, lstrip_blocks=True
)


def write(site):
    """Writes the pages of every executed notebook in the folder, and the index."""
    copy_assets(site / "assets")
    known = {file.name for file in notebook_files()}
    executed = [Page(file) for file in sorted(site.glob("*.ipynb")) if file.name in known]
    for before, page, after in zip([None, *executed], executed, [*executed[1:], None]):
        text = TEMPLATES.get_template("page.html").render(page=page, before=before, after=after)
        write_whole(site / page.address, text)
    index = TEMPLATES.get_template("index.html").render(pages=executed)
    write_whole(site / "index.html", index)


def copy_assets(folder):
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(packaged("plotly", "package_data/plotly.min.js"), folder)
    shutil.copy(packaged("mathjax", "static/mathjax/es5/tex-svg.js"), folder)
    for script in (HERE / "site").glob("*.js"):
        shutil.copy(script, folder)
    colours = HtmlFormatter(style="friendly").get_style_defs(".highlight")
    dark = HtmlFormatter(style="github-dark").get_style_defs(".highlight")
    colours += f"\n@media (prefers-color-scheme: dark) {{\n{dark}\n.highlight {{ background: var(--shade); }}\n}}"
    write_whole(folder / "style.css", (HERE / "site" / "style.css").read_text(encoding="utf-8") + colours + "\n")


def packaged(package, file):
    """A file that an installed package carries."""
    return Path(importlib.util.find_spec(package).origin).parent / file


class Page:
    """What a template asks of one executed notebook."""

    def __init__(self, file):
        self.notebook = nbformat.read(file, as_version=4)
        self.name = file.stem
        self.address = f"{file.stem}.html"
        about = self.notebook.metadata["lzn"]
        self.scale, self.status, self.cells = about["scale"], about["status"], about["cells"]
        self.seconds = clock(about["seconds"])
        text = "\n\n".join(c.source for c in self.notebook.cells if c.cell_type == "markdown")
        title = re.search(r"^# +(.+)$", text, re.MULTILINE)
        self.title = title[1].strip() if title else file.stem
        after = text[title.end():] if title else text
        purpose = next((p for p in re.split(r"\n\s*\n", after.strip()) if not p.startswith("#")), "")
        self.purpose = re.sub(r"^<p>|</p>\s*$", "", markdown(purpose))

    @property
    def sections(self):
        """Each cell as a kind and its HTML."""
        number = 0
        for cell in self.notebook.cells:
            if cell.cell_type == "markdown":
                yield {"kind": "text", "body": markdown(cell.source, cell.get("attachments"))}
            elif cell.cell_type == "code":
                number += 1
                source = highlight(cell.source, JavaLexer(), HtmlFormatter())
                outputs = [output_html(output) for output in cell.outputs]
                yield {"kind": "code", "number": number, "source": source, "outputs": outputs}

    @property
    def picture(self):
        """The first picture among the outputs, as a data address."""
        for cell in self.notebook.cells:
            for output in cell.get("outputs", []):
                if "image/png" in output.get("data", {}):
                    return png(output.data)
        return None


class Renderer(IPythonRenderer):
    """Markdown to HTML, with equations marked for MathJax."""

    def inline_math(self, body):
        return f'<span class="math">\\({html.escape(body)}\\)</span>'

    def block_math(self, body):
        return equation(f"\\[{body}\\]")

    def latex_environment(self, name, body):
        return equation(f"\\begin{{{name}}}{body}\\end{{{name}}}")


def markdown(source, attachments=None):
    renderer = Renderer(
        escape=False, embed_images=True, path=str(NOTEBOOKS), attachments=attachments,
        exclude_anchor_links=True,
    )
    return MarkdownWithMath(renderer=renderer).render(source)


def equation(latex):
    """A displayed equation as LaTeX, which MathJax draws in the page."""
    return f'<span class="math block">{html.escape(latex)}</span>'


def output_html(output):
    """One output of a code cell, in the richest form the page can show."""
    if output.output_type == "stream":
        return f'<pre class="{output.name}">{ansi2html(output.text)}</pre>'
    if output.output_type == "error":
        return f'<pre class="error">{ansi2html(chr(10).join(output.traceback))}</pre>'
    data = output.data
    if PLOTLY in data:
        return figure(data)
    if "text/html" in data:
        return f'<div class="html">{data["text/html"]}</div>'
    if "image/svg+xml" in data:
        return f'<img src="data:image/svg+xml;base64,{encoded(data["image/svg+xml"])}" alt="figure">'
    if "image/png" in data:
        return f'<img src="{png(data)}" alt="figure">'
    if "text/markdown" in data:
        return markdown(data["text/markdown"])
    if "text/latex" in data:
        return equation("\\[" + data["text/latex"].strip().strip("$") + "\\]")
    return f'<pre class="result">{ansi2html(data.get("text/plain", ""))}</pre>'


def figure(data):
    """A figure that a script draws; without scripts its picture stays."""
    # "</" would end the script element too early.
    json_text = json.dumps(data[PLOTLY], separators=(",", ":")).replace("</", "<\\/")
    picture = f'<img src="{png(data)}" alt="figure">' if "image/png" in data else ""
    return (f'<figure class="plotly">{picture}'
            f'<script type="application/json">{json_text}</script></figure>')


def png(data):
    return f"data:image/png;base64,{data['image/png'].strip()}".replace("\n", "")


def encoded(text):
    return base64.b64encode(text.encode()).decode()
