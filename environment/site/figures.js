const ROW = 22; // pixels of a line of the title or the legend

// The title in lines as wide as the column; the legend below the plot, with room for all its rows.
function fitPhone(data, layout, column) {
  const lines = [""];
  for (const word of (layout.title?.text ?? "").split(" ")) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (longer.length * 8 > column - 20) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  if (layout.title) {
    layout.title = { ...layout.title, text: lines.join("<br>"), font: { ...layout.title.font, size: 15 } };
  }
  const names = data.filter((trace) => trace.showlegend !== false && trace.name).map((trace) => trace.name);
  const widest = 45 + 7 * Math.max(0, ...names.map((name) => name.length));
  const perRow = Math.max(1, Math.floor((column - 60) / widest));
  const rows = layout.showlegend ? Math.ceil(names.length / perRow) : 0;
  layout.legend = {
    ...layout.legend, orientation: "h", x: 0, xanchor: "left", yref: "container", y: 0, yanchor: "bottom",
  };
  const top = lines.join("") ? 25 + ROW * lines.length : 20;
  layout.margin = { ...layout.margin, l: 50, r: 10, t: top, b: 50 + ROW * rows };
  layout.height = Math.max(240 + top + 50, layout.height ?? 0) + ROW * rows;
}

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
  if (narrow && layout) fitPhone(data, layout, column);
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
