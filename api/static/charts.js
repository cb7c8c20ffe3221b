"use strict";
/* Trust from call to call, drawn from the table that stands on the page for everybody. */

for (const place of document.querySelectorAll("[data-chart]")) {
  const rows = [...document.querySelectorAll(`${place.dataset.chart} tr[data-score]`)];
  if (rows.length < 2) continue;
  const scores = rows.map((row) => Number(row.dataset.score));
  const days = rows.map((row) => row.dataset.day);
  const numbers = rows.map((_, n) => n + 1);
  const low = Number(place.dataset.low), high = Number(place.dataset.high);
  let chart;
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const band = (u) => {
    if (Number.isNaN(low)) return;
    const top = u.valToPos(high, "y", true), bottom = u.valToPos(low, "y", true);
    u.ctx.save();
    u.ctx.globalAlpha = 0.16;
    u.ctx.fillStyle = colour("--rep");
    u.ctx.fillRect(u.bbox.left, top, u.bbox.width, bottom - top);
    u.ctx.restore();
  };
  const draw = () => {
    chart?.destroy();
    const axis = { stroke: colour("--muted"), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false }, font: "13px system-ui, sans-serif" };
    chart = new uPlot({
      width: place.clientWidth,
      height: 240,
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: false, range: [0.5, scores.length + 0.5] }, y: { range: [0, 100] } },
      axes: [
        { ...axis, grid: { show: false }, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500], values: (_, at) => at.map((n) => days[n - 1] ?? "") , space: 90 },
        { ...axis, size: 44, splits: () => [0, 25, 50, 75, 100] },
      ],
      series: [{}, { stroke: colour("--rep"), width: 2, points: { show: true, size: 8, fill: colour("--rep") } }],
      hooks: { drawAxes: [band] },
    }, [numbers, scores], place);
    chart.root.setAttribute("aria-hidden", "true");
  };
  place.hidden = false;
  draw();
  new ResizeObserver(() => chart.setSize({ width: place.clientWidth, height: 240 })).observe(place);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
}
