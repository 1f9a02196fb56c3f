'use strict';

// Everything here that comes from a chain is hostile: it reaches the page as text alone (textContent), never as markup.

const EVERY_MS = 2000;
const TOKEN = 'cordon-token', NAME = 'cordon-name';
const shown = new Map(); // section: what it shows, as JSON; what is the same is not built anew, so focus stays

const $ = id => document.getElementById(id);

function token() {
  const found = /^#token=([0-9a-f]{64})$/.exec(location.hash);
  if (found) {
    sessionStorage.setItem(TOKEN, found[1]);
    history.replaceState(null, '', location.pathname); // out of the address bar and the history
  }
  return sessionStorage.getItem(TOKEN);
}

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'onclick') element.addEventListener('click', value);
    else element.setAttribute(name, value);
  }
  element.append(...children.filter(child => child !== null && child !== undefined).map(
    child => child instanceof Node ? child : document.createTextNode(String(child))));
  return element;
}

function fill(id, data, build) {
  const text = JSON.stringify(data);
  if (shown.get(id) === text) return;
  shown.set(id, text);
  document.querySelector(`#${id} .body`).replaceChildren(...build(data));
}

const none = text => [make('p', { class: 'soft' }, text)];
const percent = belief => `${(100 * belief).toFixed(1)} %`;
const count = number => Number(number).toLocaleString('en');

function when(text) {
  const date = new Date(text);
  return make('time', { datetime: text, title: text }, `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`);
}

function lasts(seconds) {
  if (!seconds) return '';
  if (seconds % 3600 === 0) return ` for ${seconds / 3600} h`;
  return seconds % 60 === 0 ? ` for ${seconds / 60} min` : ` for ${seconds} s`;
}

const doing = decision => `${decision.action} ${decision.protocol}${lasts(decision.durationSeconds)}`;

function pairs(...rows) {
  return make('dl', {}, ...rows.filter(row => row && row[1] !== undefined && row[1] !== null && row[1] !== '')
    .flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, value)]));
}

function reasons(incident) {
  return make('details', {},
    make('summary', {}, `Evidence: ${incident.signalCount} signals, belief ${percent(incident.belief)}`),
    make('ul', { class: 'reasons' }, ...incident.reasons.map(reason => make('li', {},
      make('span', { class: `badge ${reason.severity}` }, reason.severity), ' ', make('b', {}, reason.detector),
      ` ${reason.text}`, reason.tx ? make('div', {}, make('code', {}, reason.tx)) : null))));
}

function incidentCard(incident) {
  return make('article', { class: `card ${incident.severity}` },
    make('h3', {}, make('span', { class: `badge ${incident.severity}` }, incident.severity), ' ',
      incident.protocol ?? 'no protocol', ' ', make('span', { class: 'soft' }, `on chain ${incident.chain}`)),
    make('p', {}, incident.summary),
    pairs(['State', incident.state], ['Blocks', `${incident.firstBlock} to ${incident.lastBlock}`],
      ['Found', incident.clocks.detectedAt ? when(incident.clocks.detectedAt) : ''],
      ['Stopped', incident.clocks.containedAt ? when(incident.clocks.containedAt) : 'not yet'],
      ['Attackers', incident.attackers.join(', ')], ['Victims', incident.victims.join(', ')]),
    reasons(incident));
}

function waitingCard(item) {
  const { decision, incident, safe } = item;
  const what = doing(decision);
  const button = (answer, text, style) => make('button', {
    type: 'button', class: style, 'data-answer': answer, 'data-key': decision.key,
    'aria-label': `${text}: ${what}`, onclick: () => ask(item, answer, what),
  }, text);
  return make('article', { class: `card ${incident?.severity ?? 'info'}` },
    make('h3', {}, `${what[0].toUpperCase()}${what.slice(1)}?`),
    incident ? make('p', {}, incident.summary) : null,
    make('ul', { class: 'reasons' }, ...decision.reasons.map(reason => make('li', {}, reason))),
    pairs(['Asked', when(decision.at)], ['Who answers', safe
      ? make('span', {}, `the owners of the Safe ${safe.account}, until `, when(safe.expires)) : 'you'],
    ['Decision', decision.key]),
    incident ? reasons(incident) : null,
    make('p', { class: 'buttons' }, button('confirm', 'Confirm', ''), button('refuse', 'Refuse', 'quiet')));
}

function chainCard(chain) {
  const seen = chain.pending;
  const unseen = seen ? seen.skipped + seen.lost + seen.unfetched + seen.malformed : 0;
  return make('article', { class: 'card' },
    make('h3', {}, `Chain ${chain.id}`),
    chain.head === undefined ? make('p', { class: 'soft' }, 'no block yet')
      : make('p', {}, make('span', { class: 'figure' }, count(chain.head)), ' ', when(chain.headAt)),
    seen ? pairs(['Pending seen', count(seen.noticed)], ['Run', count(seen.simulated)],
      ['Plain payments', count(seen.plain)], ['Mined before', count(seen.mined)],
      ['Not looked at', unseen ? make('b', { class: 'bad' }, count(unseen)) : '0'],
      unseen ? ['of these', `${count(seen.skipped)} for want of time, ${count(seen.lost)} notices lost, `
        + `${count(seen.unfetched)} gone, ${count(seen.malformed)} malformed`] : null)
      : make('p', { class: 'soft' }, 'its pending transactions are not followed'));
}

function decisionTable(decisions) {
  if (!decisions.length) return none('Nothing was decided yet.');
  return [make('table', {},
    make('thead', {}, make('tr', {}, ...['When', 'Action', 'Answer', 'Why'].map(
      title => make('th', { scope: 'col' }, title)))),
    make('tbody', {}, ...decisions.slice(0, 100).map(decision => make('tr', {},
      make('td', { class: 'tight' }, when(decision.at)),
      make('td', {}, doing(decision)),
      make('td', { class: `tight ${decision.permission}` }, decision.permission.replace('-', ' ')),
      make('td', {}, decision.reasons.join(' '))))))];
}

function eventLine(event) {
  const missing = event.missing ? `${event.missing}${event.cause ? `: ${event.cause}` : ''}` : undefined;
  const about = event.incident?.summary ?? event.decision?.key ?? missing ?? event.text ?? event.key
    ?? event.transaction ?? '';
  return make('li', {}, when(event.at), ' ', make('b', {}, event.event.replaceAll('-', ' ')), ' ',
    event.chain ? make('span', { class: 'soft' }, `chain ${event.chain} `) : null,
    about, event.reason ? `: ${event.reason}` : '');
}

function say(text, style) {
  const status = $('status');
  if (status.textContent !== text) status.textContent = text;
  status.className = `status ${style}`;
}

function render(state) {
  const open = state.incidents.filter(incident => incident.state === 'open' || incident.state === 'confirmed');
  $('blind').hidden = state.blind.length === 0;
  fill('blind', state.blind, blind => blind.map(each => make('article', { class: 'card high' },
    make('h3', {}, each.missing), make('p', {}, each.cause),
    pairs(['Not seen', each.unseen.join(', ')], ['Since', when(each.at)]))));
  fill('waiting', state.waiting, waiting => waiting.length ? waiting.map(waitingCard) : none('Nothing waits.'));
  fill('chains', state.chains, chains => chains.map(chainCard));
  fill('incidents', open, incidents => incidents.length ? incidents.map(incidentCard) : none('None.'));
  fill('decisions', state.decisions, decisionTable);
  fill('events', state.events, events => events.map(eventLine));
  const dry = state.protocols.filter(protocol => protocol.dryRun).length;
  const protocols = state.protocols.length === 1 ? '1 protocol' : `${state.protocols.length} protocols`;
  const guarding = `guarding ${protocols}${dry ? `, ${dry} as a dry run` : ''}`;
  if (state.waiting.length) say(`${state.waiting.length} waiting for a person; ${guarding}`, 'waits');
  else if (state.blind.length) say(`cannot see everything; ${guarding}`, 'bad');
  else say(guarding, 'good');
  document.title = state.waiting.length ? `(${state.waiting.length}) Cordon` : 'Cordon';
}

async function call(path, body) {
  const answer = await fetch(path, {
    method: body ? 'POST' : 'GET',
    headers: { Authorization: `Bearer ${token() ?? ''}`, ...(body ? { 'Content-Type': 'application/json' } : {}) },
    body: body ? JSON.stringify(body) : undefined,
    credentials: 'omit', cache: 'no-store',
  });
  const json = await answer.json();
  if (!answer.ok) throw new Error(json.error);
  return json;
}

async function refresh() {
  try {
    render(await call('/api/state'));
  } catch (failure) {
    say(failure instanceof TypeError ? 'the node does not answer' : failure.message, 'bad');
  }
}

function ask(item, answer, what) {
  const dialog = $('ask'), yes = $('ask-yes'), safe = item.safe;
  const text = answer === 'confirm' ? 'Confirm' : 'Refuse';
  $('ask-title').textContent = `${text}: ${what}`;
  $('ask-text').textContent = answer === 'confirm'
    ? 'The node will do it as soon as it reads the answer.' : 'The node will not do it.';
  $('ask-wrong').textContent = '';
  $('ask-name').value = localStorage.getItem(NAME) ?? '';
  $('ask-safe').hidden = !safe;
  $('ask-person').hidden = Boolean(safe);
  $('ask-signatures').value = '';
  if (safe) {
    $('ask-hash').textContent = safe[answer].ownersHash;
    $('ask-typed').textContent = JSON.stringify(safe[answer].ownersTypedData, null, 2);
  }
  yes.textContent = text;
  yes.disabled = false;
  yes.onclick = async () => {
    yes.disabled = true;
    try {
      const name = $('ask-name').value.trim();
      if (name) localStorage.setItem(NAME, name);
      await call('/api/answer', {
        key: item.decision.key, answer, ...(name ? { by: name } : {}),
        ...(safe ? { signatures: $('ask-signatures').value.split(/\s+/).filter(line => line) } : {}),
      });
      dialog.close();
      $('answered').hidden = false;
      $('answered').textContent = `${answer === 'confirm' ? 'Confirmed' : 'Refused'}: ${what}. `
        + 'The node takes it up within a second.';
      $('waiting').focus();
      await refresh();
    } catch (failure) {
      $('ask-wrong').textContent = failure.message;
      yes.disabled = false;
    }
  };
  dialog.showModal();
}

async function run() {
  token();
  for (;;) {
    if (!document.hidden) await refresh();
    await new Promise(resolve => setTimeout(resolve, EVERY_MS));
  }
}

run();
