// Only what the page marked as an equation is one: a dollar or a bracket in code stays what it is.
window.MathJax = {
  tex: { inlineMath: [["\\(", "\\)"]], displayMath: [["\\[", "\\]"]] },
  svg: { scale: 0.95 },
  options: { ignoreHtmlClass: "page", processHtmlClass: "math", enableMenu: false },
};
