// Draws each figure in the place of its picture; a figure that cannot be drawn keeps the picture.
for (const figure of document.querySelectorAll("figure.plotly")) {
  const { data, layout, frames } = JSON.parse(figure.querySelector("script").textContent);
  const drawing = document.createElement("div");
  // A figure wider than its column, as on a phone, keeps its shape and gets smaller.
  const column = figure.clientWidth;
  if (layout?.width > column) {
    if (layout.height) layout.height = Math.max(260, layout.height * column / layout.width);
    layout.width = column;
  }
  drawing.className = "drawing";
  drawing.style.width = layout?.width ? `${layout.width}px` : "100%";
  figure.append(drawing);
  Plotly.newPlot(drawing, {
    data,
    // The buttons stand beside the figure, not over its title.
    layout: {
      ...layout,
      autosize: layout?.width === undefined,
      modebar: { orientation: "v", ...layout?.modebar },
    },
    frames: frames ?? [],
    config: { responsive: true, displaylogo: false },
  }).then(() => figure.querySelector("img")?.remove(), () => drawing.remove());
}
