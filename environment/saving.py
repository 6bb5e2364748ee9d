"""Committed notebooks: executed at classroom scale, without noise, bound to their code by a hash."""

import hashlib

import nbformat

from kit import NotebookFailed, scale, write_whole

LIMIT = 1_500_000


def code_hash(notebook):
    """SHA-256 of the code cells' sources, each followed by a zero character."""
    sha = hashlib.sha256()
    for cell in notebook.cells:
        if cell.cell_type == "code":
            sha.update(f"{cell.source}\0".encode())
    return sha.hexdigest()


def clear(notebook):
    """Removes all outputs, and gives cells without a name a lasting one."""
    if (notebook.nbformat, notebook.nbformat_minor) < (4, 5):
        notebook.nbformat_minor = 5
        for number, cell in enumerate(notebook.cells, start=1):
            cell["id"] = f"cell-{number}"
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell.outputs = []
            cell.execution_count = None


def save(notebook, file):
    """Writes an executed notebook back in the form that is committed."""
    notebook.metadata = nbformat.from_dict({
        "kernelspec": {"display_name": "Java", "language": "java", "name": "java"},
        "language_info": {"name": "java", "file_extension": ".jshell", "mimetype": "text/x-java-source"},
        "lzn": {"scale": scale(), "code_hash": code_hash(notebook)},
    })
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    nbformat.validate(notebook)
    text = nbformat.writes(notebook) + "\n"
    size = len(text.encode())
    if size > LIMIT:
        raise NotebookFailed(f"{file.name} is not saved: {size:,} bytes, over {LIMIT:,}\n{largest(notebook)}")
    write_whole(file, text)
    return f"notebooks/{file.name} ({size:,} bytes)"


def largest(notebook):
    """The three code cells with the largest outputs."""
    cells = [c for c in notebook.cells if c.cell_type == "code"]
    sizes = sorted(((len(str(c.outputs)), n) for n, c in enumerate(cells, start=1)), reverse=True)
    return "\n".join(f"  cell {number}: about {size:,} bytes" for size, number in sizes[:3])
