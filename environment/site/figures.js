// Draws each figure in the place of its picture; a figure that cannot be drawn keeps the picture.
for (const figure of document.querySelectorAll("figure.plotly")) {
  const { data, layout, frames } = JSON.parse(figure.querySelector("script").textContent);
  const drawing = document.createElement("div");
  figure.append(drawing);
  Plotly.newPlot(drawing, {
    data,
    layout: { ...layout, autosize: layout?.width === undefined },
    frames: frames ?? [],
    config: { responsive: true, displaylogo: false },
  }).then(() => figure.querySelector("img")?.remove(), () => drawing.remove());
}
