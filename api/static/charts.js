"use strict";
/* Figures from call to call, or from week to week, that stand on the page for everybody: one a
   point, "score day low high;" (a dash where a day is not known); the interval of all of them as a
   band, that of each as a line through its point. */

for (const place of document.querySelectorAll("[data-chart]")) {
  const rows = place.dataset.chart.split(";").filter(Boolean).map((point) => point.trim().split(" "));
  if (rows.length < 2) continue;
  const scores = rows.map(([score]) => Number(score));
  const days = rows.map(([, day]) => day === "-" ? "" : day);
  const numbers = rows.map((_, n) => n + 1);
  const low = Number(place.dataset.low), high = Number(place.dataset.high);
  const ends = rows.map(([, , from, to]) => [Number(from), Number(to)]);
  const short = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
  const named = (day) => day ? short.format(new Date(`${day}T00:00:00Z`)) : "";
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
  const whiskers = (u) => {
    u.ctx.save();
    u.ctx.strokeStyle = colour("--rep");
    u.ctx.globalAlpha = 0.5;
    u.ctx.lineWidth = 2 * devicePixelRatio;
    ends.forEach(([from, to], n) => {
      if (Number.isNaN(from)) return;
      const x = u.valToPos(n + 1, "x", true);
      u.ctx.beginPath();
      u.ctx.moveTo(x, u.valToPos(from, "y", true));
      u.ctx.lineTo(x, u.valToPos(to, "y", true));
      u.ctx.stroke();
    });
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
        { ...axis, size: 32, grid: { show: false }, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500], values: (_, at) => at.map((n) => named(days[n - 1])), space: 60 },
        { ...axis, size: 44, splits: () => [0, 25, 50, 75, 100] },
      ],
      series: [{}, { stroke: colour("--rep"), width: 2, points: { show: true, size: 8, fill: colour("--rep") } }],
      hooks: { drawAxes: [band, whiskers] },
    }, [numbers, scores], place);
    chart.root.setAttribute("aria-hidden", "true");
  };
  place.hidden = false;
  draw();
  new ResizeObserver(() => chart.setSize({ width: place.clientWidth, height: 240 })).observe(place);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
}
