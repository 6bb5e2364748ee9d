// Draws each figure in the place of its picture; a figure that cannot be drawn keeps the picture.
for (const figure of document.querySelectorAll("figure.plotly")) {
  const { data, layout, frames } = JSON.parse(figure.querySelector("script").textContent);
  const drawing = document.createElement("div");
  // A figure wider than its column, as on a phone, keeps its shape and gets smaller.
  const column = figure.clientWidth;
  const narrow = column < 600;
  if (layout?.width > column) {
    if (layout.height) layout.height = Math.max(360, layout.height * column / layout.width);
    layout.width = column;
  }
  if (narrow && layout) {
    layout.legend = { ...layout.legend, orientation: "h", x: 0, xanchor: "left", y: -0.45, yanchor: "top" };
    layout.margin = { ...layout.margin, l: 50, r: 10 };
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
    config: { responsive: true, displaylogo: false, displayModeBar: narrow ? false : "hover" },
  }).then(() => figure.querySelector("img")?.remove(), () => drawing.remove());
}
