// Draws the charts of a risk report from the data in the page. Nothing is fetched.
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const number = value => (value === 'Infinity' ? Infinity : value === '-Infinity' ? -Infinity : Number(value));
  const units = [[1e12, ' T'], [1e9, ' B'], [1e6, ' M'], [1e3, ' k']];
  const short = value => {
    const size = Math.abs(value);
    const unit = units.find(entry => size >= entry[0]);
    return unit ? `${+(value / unit[0]).toFixed(1)}${unit[1]}` : `${+value.toFixed(2)}`;
  };
  const percent = value => `${+(value * 100).toFixed(1)} %`;

  const frame = () => {
    const text = { color: css('--soft') };
    const axis = { axisLabel: { ...text, hideOverlap: true }, nameTextStyle: { ...text, align: 'left' },
      axisLine: { lineStyle: { color: css('--line') } }, splitLine: { lineStyle: { color: css('--line') } } };
    return { axis, base: { animation: false, backgroundColor: 'transparent', textStyle: { color: css('--ink') },
      aria: { enabled: true }, legend: { textStyle: text, top: 0, icon: 'roundRect' },
      grid: { left: 12, right: 24, top: 36, bottom: 34, containLabel: true },
      tooltip: { trigger: 'axis', backgroundColor: css('--card'), borderColor: css('--line'),
        textStyle: { color: css('--ink') }, confine: true } } };
  };
  const bars = (names, series, { xAxis } = {}) => {
    const { axis, base } = frame();
    return { ...base,
      xAxis: { ...axis, type: 'value', axisLabel: { ...axis.axisLabel, formatter: short }, ...xAxis },
      yAxis: { ...axis, type: 'category', inverse: true, data: names,
        axisLabel: { ...axis.axisLabel, width: 130, overflow: 'truncate' } },
      series: series.map(entry => ({ type: 'bar', barMaxWidth: 22,
        label: { show: true, position: 'right', color: css('--soft'), formatter: item => short(item.value) },
        ...entry })),
      grid: { ...base.grid, right: 64, top: series.length > 1 ? 36 : 12 },
      legend: { ...base.legend, show: series.length > 1 } };
  };

  const drawings = {
    ratio() {
      const shown = data.protocols.slice().sort((a, b) => number(a.limitedRatio) - number(b.limitedRatio)).slice(0, 15);
      const value = ratio => Math.min(number(ratio), 100);
      return bars(shown.map(entry => entry.name), [{ name: 'all at once', itemStyle: { color: css('--one') },
        data: shown.map(entry => value(entry.unlimited.securityRatio)),
        markLine: { symbol: 'none', data: [{ xAxis: 1 }], label: { show: false },
          lineStyle: { color: css('--unsafe') } } },
      { name: 'with limits and guardians', itemStyle: { color: css('--safe') },
        data: shown.map(entry => value(entry.limitedRatio)) }],
      { xAxis: { max: range => Math.max(1.2, range.max) } });
    },
    heat() {
      const worst = data.protocols.slice().sort((a, b) => number(a.limitedRatio) - number(b.limitedRatio))[0];
      const map = worst.heatMap;
      const { axis, base } = frame();
      const cells = map.ratios.flatMap((row, y) => row.map((ratio, x) => [x, y, Math.min(number(ratio), 1e6)]));
      return { ...base, legend: { show: false }, tooltip: { ...base.tooltip, trigger: 'item',
        formatter: item => `stake price × ${map.stakePriceFactors[item.value[0]]}, value × `
          + `${map.tvlFactors[item.value[1]]}: ${short(item.value[2])}` },
      grid: { ...base.grid, top: 28, bottom: 60 },
      xAxis: { ...axis, type: 'category', data: map.stakePriceFactors.map(f => `× ${f}`), name: 'stake price',
        nameLocation: 'middle', nameGap: 28 },
      yAxis: { ...axis, type: 'category', data: map.tvlFactors.map(f => `× ${f}`),
        name: `${worst.name}: value locked` },
      visualMap: { type: 'piecewise', orient: 'horizontal', left: 'center', bottom: 0, dimension: 2,
        textStyle: { color: css('--soft') }, itemWidth: 14, itemGap: 6, pieces: [
          { lt: 0.5, color: '#d7584f', label: '< 0.5' }, { gte: 0.5, lt: 1, color: '#eb9486', label: '< 1' },
          { gte: 1, lt: 1.25, color: '#f0d070', label: '< 1.25' }, { gte: 1.25, lt: 2, color: '#9fd19c', label: '< 2' },
          { gte: 2, color: '#5fae72', label: '2 +' }] },
      series: [{ type: 'heatmap', data: cells, label: { show: window.innerWidth > 560, color: '#111', fontSize: 10,
        formatter: item => short(item.value[2]) }, itemStyle: { borderColor: css('--back'), borderWidth: 1 } }] };
    },
    shock() {
      const { axis, base } = frame();
      const points = data.restaking.shocks;
      const exact = points.every(point => point.isExact);
      const bound = points.filter(point => point.bound !== null).map(point => [point.shock, point.bound]);
      const share = { ...axis, type: 'value', axisLabel: { ...axis.axisLabel, formatter: percent } };
      return { ...base, xAxis: { ...share, name: 'stake that disappears', nameLocation: 'middle', nameGap: 26 },
        yAxis: { ...share, max: 1, name: 'stake lost' },
        tooltip: { ...base.tooltip, valueFormatter: percent },
        series: [{ name: exact ? 'worst loss' : 'loss found', type: 'line', color: css('--unsafe'),
          data: points.map(point => [point.shock, point.loss]) },
        ...(bound.length ? [{ name: 'guarantee', type: 'line', color: css('--one'), lineStyle: { type: 'dashed' },
          data: bound }] : []),
        { name: 'the shock alone', type: 'line', showSymbol: false, color: css('--soft'),
          lineStyle: { type: 'dotted' }, data: points.map(point => [point.shock, point.shock]) }] };
    },
    debtrank() {
      const view = data.contagion;
      const order = view.members.map((name, i) => [name, view.ranks[i]]).sort((a, b) => b[1] - a[1]).slice(0, 20);
      return bars(order.map(entry => entry[0]), [{ name: 'DebtRank', itemStyle: { color: css('--watch') },
        data: order.map(entry => entry[1]),
        label: { show: true, position: 'right', color: css('--soft'), formatter: item => percent(item.value) } }],
      { xAxis: { axisLabel: { color: css('--soft'), formatter: percent } } });
    },
    tradeoff() {
      const { axis, base } = frame();
      const view = data.detection;
      return { ...base, tooltip: { ...base.tooltip, valueFormatter: short },
        xAxis: { ...axis, type: 'log', name: 'days between false alarms', nameLocation: 'middle', nameGap: 26,
          axisLabel: { ...axis.axisLabel, formatter: short } },
        yAxis: { ...axis, type: 'value', name: 'minutes to alarm' },
        series: [{ name: 'cumulative sum', type: 'line', showSymbol: false, color: css('--one'),
          data: view.trade.map(point => [point.daysBetweenFalseAlarms, point.delayMinutes]) },
        { name: 'asked for', type: 'scatter', symbolSize: 12, color: css('--unsafe'),
          data: [[view.chosen.daysBetweenFalseAlarms, view.chosen.delayMinutes]] }] };
    },
    survival() {
      const { axis, base } = frame();
      const steps = curve => [[0, 1], ...curve.map(point => [point.x, point.y])];
      const line = (name, curve, color) => ({ name, type: 'line', step: 'end', showSymbol: false, color,
        data: steps(curve) });
      return { ...base, tooltip: { ...base.tooltip, valueFormatter: percent },
        xAxis: { ...axis, type: 'value', name: 'minutes', nameLocation: 'middle', nameGap: 26 },
        yAxis: { ...axis, type: 'value', min: 0, max: 1, axisLabel: { ...axis.axisLabel, formatter: percent } },
        series: [line('not yet noticed', data.detection.detect.curve, css('--unsafe')),
          line('not yet stopped', data.detection.respond.curve, css('--one'))] };
    },
    strategies() {
      const list = data.incentives.strategies;
      const best = Math.max(...list.map(entry => entry.value));
      // One ruinous choice would flatten the others: its bar is cut, its number is not.
      const floor = -2 * Math.max(...list.map(entry => entry.value).filter(value => value > 0), 1);
      return bars(list.map(entry => entry.strategy), [{ name: 'value', data: list.map(entry => ({
        value: Math.max(entry.value, floor), label: { formatter: short(entry.value) },
        itemStyle: { color: entry.strategy === 'honest' ? css('--safe') : entry.value === best ? css('--unsafe')
          : css('--one') } })) }]);
    },
    votes() {
      const attack = data.incentives.voteAttack;
      const cost = number(attack.cost);
      return bars(['cost', 'gain'], [{ name: 'money', data: [
        { value: Number.isFinite(cost) ? cost : 0, itemStyle: { color: css('--safe') },
          label: { formatter: Number.isFinite(cost) ? short(cost) : 'cannot be bought' } },
        { value: attack.gain, itemStyle: { color: css('--unsafe') } }] }]);
    },
    bounties() {
      const list = data.incentives.bounties.slice(0, 15);
      return bars(list.map(entry => entry.protocol), [
        { name: 'offered', itemStyle: { color: css('--one') }, data: list.map(entry => entry.offered) },
        { name: 'needed', itemStyle: { color: css('--watch') }, data: list.map(entry => entry.bountyMin) }]);
    },
  };

  const charts = [...document.querySelectorAll('[data-chart]')].map(element => {
    const rows = { ratio: data.protocols.length * 2, debtrank: data.contagion?.members.length ?? 0,
      votes: 2, strategies: 4, bounties: data.incentives.bounties.length * 2 }[element.dataset.chart];
    if (rows) element.style.height = `${Math.min(30, Math.max(8, 5 + 2 * Math.min(rows, 30)))}rem`;
    return [echarts.init(element, null, { renderer: 'svg' }), drawings[element.dataset.chart]];
  });
  const draw = () => charts.forEach(([chart, option]) => { chart.resize(); chart.setOption(option(), true); });
  draw();
  window.addEventListener('resize', draw);
  window.addEventListener('beforeprint', draw);
  window.addEventListener('afterprint', draw);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  document.documentElement.dataset.drawn = charts.length;
})();
