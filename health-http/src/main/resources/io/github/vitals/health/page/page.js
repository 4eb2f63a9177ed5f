// The page is complete without this. With it, it follows what happens, and its pictures can be walked through.
(() => {
  'use strict';
  const $ = (id) => document.getElementById(id);
  const root = document.documentElement;

  /* ---- The time, in UTC or as the reader's clock has it ---- */

  const FORMS = {
    clock: { hour: '2-digit', minute: '2-digit' },
    seconds: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
    day: { day: 'numeric', month: 'short' },
    dated: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
    full: { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' },
  };

  const stored = (name) => {
    try { return localStorage.getItem(name); } catch { return null; }
  };
  const store = (name, value) => {
    try { localStorage.setItem(name, value); } catch { /* private windows keep nothing */ }
  };

  let local = stored('vitals-zone') === 'local';

  const shown = (iso, form) => new Intl.DateTimeFormat('en-GB', { ...FORMS[form], hourCycle: 'h23' })
    .format(new Date(iso)).replace(',', '');

  const clock = () => {
    const now = new Date().toISOString();
    return local ? shown(now, 'seconds') : `${now.slice(11, 19)} UTC`;
  };

  const title = (slot) => {
    const plot = slot.ownerSVGElement;
    const text = slot.dataset.said;
    if (!local) return text;
    const next = slot.nextElementSibling;
    const from = shown(slot.dataset.at, plot.dataset.form);
    const to = shown(next && next.dataset.at ? next.dataset.at : plot.dataset.to, plot.dataset.form);
    const when = plot.dataset.form === 'day' && !text.split(' · ')[0].includes(' – ') ? from : `${from} – ${to}`;
    return [when, ...text.split(' · ').slice(1)].join(' · ');
  };

  // What the server wrote is made what the reader wants to see; done to a page before it is compared with another.
  const prepare = (page) => {
    for (const time of page.querySelectorAll('time[data-form]')) {
      if (!time.dataset.utc) time.dataset.utc = time.textContent;
      time.textContent = local ? shown(time.dateTime, time.dataset.form) : time.dataset.utc;
    }
    for (const text of page.querySelectorAll('text[data-time]')) {
      if (!text.dataset.utc) text.dataset.utc = text.textContent;
      text.textContent = local ? shown(text.dataset.time, text.dataset.form) : text.dataset.utc;
    }
    for (const slot of page.querySelectorAll('.slot')) {
      const own = slot.querySelector('title');
      if (own) {
        slot.dataset.said = own.textContent;
        own.remove();
      }
      slot.setAttribute('aria-label', title(slot));
    }
    const apply = page.querySelectorAll('#filter button[type=submit]');
    for (const button of apply) button.hidden = true;
    const choices = page.querySelector('#choices');
    if (choices) choices.hidden = false;
    const zone = page.querySelector('#zone');
    if (zone) {
      zone.textContent = local ? 'Local time' : 'UTC';
      zone.setAttribute('aria-pressed', String(local));
    }
    const theme = page.querySelector('#theme');
    if (theme) theme.textContent = `Theme: ${root.dataset.theme}`;
  };

  /* ---- Light, dark, or as the system has it ---- */

  const THEMES = ['auto', 'light', 'dark'];
  const turnTheme = () => {
    const next = THEMES[(THEMES.indexOf(root.dataset.theme) + 1) % THEMES.length];
    root.dataset.theme = next;
    const age = next === 'auto' ? 0 : 31536000;
    // For the path of the page's root, wherever it is mounted.
    const path = new URL(document.querySelector('.brand').href).pathname;
    document.cookie = `vitals-theme=${next}; path=${path}; max-age=${age}; samesite=lax`;
    prepare(document);
  };

  /* ---- A page becomes another: only what differs is touched, so that focus and selection stay ---- */

  const keyOf = (node) => (node.nodeType === 1 ? node.id || node.dataset?.at || null : null);

  const morphAttributes = (from, to) => {
    for (const { name } of [...from.attributes]) {
      // What a reader has opened or closed, and where the arrow keys are, is theirs.
      if (!to.hasAttribute(name) && !(name === 'open' && from.tagName === 'DETAILS')) from.removeAttribute(name);
    }
    for (const { name, value } of [...to.attributes]) {
      if (name === 'open' && from.tagName === 'DETAILS') continue;
      if (name === 'tabindex' && from.classList.contains('slot')) continue;
      if (from.getAttribute(name) !== value) from.setAttribute(name, value);
    }
  };

  const morph = (from, to) => {
    if (from.nodeType !== 1) {
      if (from.nodeValue !== to.nodeValue) from.nodeValue = to.nodeValue;
      return;
    }
    if (from.isEqualNode(to)) return;
    morphAttributes(from, to);
    if (from.tagName === 'INPUT' || from.tagName === 'SELECT') return;
    const kept = new Map();
    for (const child of from.childNodes) if (keyOf(child)) kept.set(keyOf(child), child);
    let place = from.firstChild;
    for (const wanted of [...to.childNodes]) {
      const key = keyOf(wanted);
      let child = key ? kept.get(key) : place;
      if (!key) while (child && keyOf(child)) child = child.nextSibling;
      if (child && child.nodeName === wanted.nodeName) {
        kept.delete(key);
        if (child !== place) from.insertBefore(child, place); else place = place.nextSibling;
        morph(child, wanted);
      } else {
        from.insertBefore(document.importNode(wanted, true), place);
      }
    }
    while (place) {
      const next = place.nextSibling;
      place.remove();
      place = next;
    }
  };

  /* ---- What has changed is said, once and politely ---- */

  const states = () => new Map([...document.querySelectorAll('.row[data-name]')]
    .map((row) => [row.dataset.name, { status: row.dataset.status, begun: row.dataset.begun }]));

  const mark = (name) => {
    const row = [...document.querySelectorAll('.row[data-name]')].find((each) => each.dataset.name === name);
    row.classList.add('changed');
    setTimeout(() => row.classList.remove('changed'), 2000);
  };

  // A check that is no longer shown may be on another page; an alert that is not there any more is over. What a search
  // brings or hides has neither begun nor ended.
  const announce = (before, searched) => {
    const said = [];
    const after = states();
    for (const [name, { status, begun }] of after) {
      const change = before.has(name) ? before.get(name).status !== status : Boolean(begun) && !searched;
      if (change) {
        said.push(before.has(name) ? `${name} is now ${status.toLowerCase()}` : begun);
        mark(name);
      }
    }
    for (const [name, { begun }] of before) if (begun && !after.has(name) && !searched) said.push(`${name} is over`);
    if (said.length > 0) {
      const most = said.slice(0, 5).join('. ');
      $('news').textContent = said.length > 5 ? `${most}, and ${said.length - 5} more.` : `${most}.`;
    }
  };

  /* ---- Following what happens ---- */

  const POLL = 15000;
  const POLL_BESIDE_EVENTS = 60000;
  const LOST_AFTER = 45000;
  let tag = null;
  let tagOf = null;
  let heard = Date.now();
  let events = null;
  let timer = 0;
  let asking = null;

  const lost = (so) => {
    const banner = $('lost');
    if (banner.hidden === so) banner.hidden = !so;
    root.classList.toggle('is-lost', so);
  };

  const hear = () => {
    heard = Date.now();
    lost(false);
  };

  const take = (text, searched) => {
    const page = new DOMParser().parseFromString(text, 'text/html');
    if (!page.getElementById('main')) return;
    const before = states();
    prepare(page);
    page.getElementById('news').textContent = $('news').textContent;
    page.getElementById('lost').hidden = $('lost').hidden;
    morph($('main'), page.getElementById('main'));
    const foot = document.querySelector('.foot');
    if (foot && page.querySelector('.foot')) morph(foot, page.querySelector('.foot'));
    if (document.title !== page.title) document.title = page.title;
    const icon = page.getElementById('icon').getAttribute('href');
    if ($('icon').getAttribute('href') !== icon) $('icon').setAttribute('href', icon);
    announce(before, searched);
    roving();
  };

  const look = async (searched) => {
    const url = location.href;
    asking?.abort();
    const own = new AbortController();
    asking = own;
    try {
      const known = tagOf === url && tag ? { 'If-None-Match': tag } : {};
      const answer = await fetch(url, { headers: { Accept: 'text/html', ...known }, signal: own.signal, cache: 'no-store' });
      if (answer.status !== 304) {
        const text = await answer.text();
        if (url !== location.href) return;
        tag = answer.headers.get('ETag');
        tagOf = url;
        if (answer.ok) take(text, searched);
      } else if ($('age')) {
        $('age').textContent = ` Up to date as of ${clock()}.`;
      }
      hear();
    } catch (failure) {
      if (failure.name !== 'AbortError' && Date.now() - heard > LOST_AFTER) lost(true);
    } finally {
      if (asking === own) asking = null;
    }
  };

  let soon = 0;
  const lookSoon = () => {
    clearTimeout(soon);
    soon = setTimeout(() => look(false), 300);
  };

  const tick = () => {
    clearTimeout(timer);
    // Alerts change without an event.
    const listening = events && events.readyState === EventSource.OPEN && !('alerts' in $('main').dataset);
    timer = setTimeout(async () => {
      await look(false);
      tick();
    }, listening ? POLL_BESIDE_EVENTS : POLL);
  };

  const base = () => {
    const brand = document.querySelector('.brand');
    return brand ? brand.href : $('icon').href.replace(/assets\/.*$/, '');
  };

  const follow = () => {
    if (events || document.hidden) return;
    if (window.EventSource) {
      events = new EventSource(new URL('events', base()));
      events.addEventListener('open', () => { hear(); tick(); });
      events.addEventListener('transition', lookSoon);
      events.addEventListener('error', tick);
    }
    tick();
  };

  const pause = () => {
    clearTimeout(timer);
    clearTimeout(soon);
    events?.close();
    events = null;
  };

  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      pause();
    } else {
      look(false);
      follow();
    }
  });

  // Whether or not an answer fails: silence for long is shown.
  setInterval(() => {
    if (!document.hidden && Date.now() - heard > (events?.readyState === 1 ? 2 * POLL_BESIDE_EVENTS : LOST_AFTER)) lost(true);
  }, 5000);

  /* ---- Search and order without a reload; the URL says what is shown ---- */

  let typed = 0;
  const search = () => {
    const form = $('filter');
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) query.set(name, value);
    const text = query.toString();
    history.replaceState(null, '', text ? `?${text}` : location.pathname);
    look(true);
  };

  document.addEventListener('input', (event) => {
    if (event.target.closest('#filter') && event.target.type === 'search') {
      clearTimeout(typed);
      typed = setTimeout(search, 200);
    }
  });
  document.addEventListener('change', (event) => {
    if (event.target.closest('#filter') && event.target.tagName === 'SELECT') search();
  });
  document.addEventListener('submit', (event) => {
    if (event.target.id === 'filter') {
      event.preventDefault();
      clearTimeout(typed);
      search();
    }
  });

  /* ---- Buckets: arrow keys, a tip that can be pinned, and one cursor through all pictures ---- */

  const tip = document.createElement('div');
  tip.className = 'tip';
  tip.hidden = true;
  tip.setAttribute('aria-hidden', 'true');
  document.body.append(tip);
  let pinned = null;

  const slotsOf = (plot) => [...plot.querySelectorAll('.slot')];

  // One bucket of each picture can be reached with the tabulator, the others from there with the arrow keys.
  const roving = () => {
    for (const plot of document.querySelectorAll('.plot')) {
      const slots = slotsOf(plot);
      if (slots.length > 0 && !slots.some((slot) => slot.getAttribute('tabindex') === '0')) {
        slots[slots.length - 1].setAttribute('tabindex', '0');
      }
    }
  };

  const at = (plot, time) => slotsOf(plot).findLast((slot) => Date.parse(slot.dataset.at) <= time);

  const cursor = (time) => {
    for (const plot of document.querySelectorAll('.plot')) {
      let line = plot.querySelector('.cursor');
      const from = Date.parse(plot.dataset.from);
      const to = Date.parse(plot.dataset.to);
      const readout = plot.closest('figure')?.querySelector('.readout');
      if (time === null || time < from || time >= to) {
        line?.remove();
        if (readout) readout.textContent = '';
        continue;
      }
      if (!line) {
        line = document.createElementNS('http://www.w3.org/2000/svg', 'line');
        line.setAttribute('class', 'cursor');
        line.setAttribute('aria-hidden', 'true');
        line.setAttribute('y1', '0');
        line.setAttribute('y2', '100%');
        plot.append(line);
      }
      const x = `${(100 * (time - from)) / (to - from)}%`;
      line.setAttribute('x1', x);
      line.setAttribute('x2', x);
      const slot = at(plot, time);
      if (readout && slot) readout.textContent = title(slot);
    }
  };

  const middle = (slot) => {
    const next = slot.nextElementSibling;
    const from = Date.parse(slot.dataset.at);
    const to = Date.parse(next && next.dataset.at ? next.dataset.at : slot.ownerSVGElement.dataset.to);
    return (from + to) / 2;
  };

  const show = (slot) => {
    // Charts say it above themselves.
    if (slot.closest('figure')?.querySelector('.readout')) {
      tip.hidden = true;
      cursor(middle(slot));
      return;
    }
    tip.textContent = title(slot).replace(' · ', '\n').replace('; ', '\n');
    tip.hidden = false;
    const box = slot.getBoundingClientRect();
    const own = tip.getBoundingClientRect();
    const left = Math.min(Math.max(8, box.left + box.width / 2 - own.width / 2), innerWidth - own.width - 8);
    const above = box.top - own.height - 8;
    tip.style.left = `${left}px`;
    tip.style.top = `${above < 8 ? box.bottom + 8 : above}px`;
    cursor(middle(slot));
  };

  const hide = () => {
    const focused = document.activeElement?.closest?.('.slot');
    const slot = focused?.matches(':focus-visible') ? focused : pinned;
    if (slot && slot.isConnected) {
      show(slot);
    } else {
      tip.hidden = true;
      cursor(null);
    }
  };

  const pin = (slot) => {
    const same = pinned === slot;
    for (const each of document.querySelectorAll('.slot[aria-current]')) each.removeAttribute('aria-current');
    pinned = same ? null : slot;
    const url = new URL(location.href);
    if (pinned) {
      slot.setAttribute('aria-current', 'true');
      url.searchParams.set('at', slot.dataset.at);
    } else {
      url.searchParams.delete('at');
    }
    history.replaceState(null, '', url);
  };

  const unpin = () => {
    if (pinned) pin(pinned);
    tip.hidden = true;
    cursor(null);
  };

  const go = (slot) => {
    for (const each of slotsOf(slot.ownerSVGElement)) each.setAttribute('tabindex', each === slot ? '0' : '-1');
    slot.focus();
  };

  document.addEventListener('pointerover', (event) => {
    const slot = event.target.closest?.('.slot');
    if (slot) show(slot);
  });
  document.addEventListener('pointerout', (event) => {
    if (event.target.closest?.('.slot')) hide();
  });
  document.addEventListener('focusin', (event) => {
    const slot = event.target.closest?.('.slot');
    if (slot) show(slot); else hide();
  });
  document.addEventListener('focusout', (event) => {
    if (event.target.closest?.('.slot')) setTimeout(hide, 0);
  });
  document.addEventListener('click', (event) => {
    const slot = event.target.closest?.('.slot');
    if (slot) {
      pin(slot);
      show(slot);
    } else if (event.target.closest('#theme')) {
      turnTheme();
    } else if (event.target.closest('#zone')) {
      local = !local;
      store('vitals-zone', local ? 'local' : 'utc');
      prepare(document);
    }
  });
  addEventListener('scroll', () => { if (!tip.hidden) hide(); }, { passive: true });

  const moved = (key, slots, here) => {
    switch (key) {
      case 'ArrowLeft': case 'ArrowUp': return slots[Math.max(0, here - 1)];
      case 'ArrowRight': case 'ArrowDown': return slots[Math.min(slots.length - 1, here + 1)];
      case 'Home': return slots[0];
      case 'End': return slots[slots.length - 1];
      default: return null;
    }
  };

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === '/' && !typing && $('search')) {
      event.preventDefault();
      $('search').focus();
      return;
    }
    if (event.key === 'Escape') {
      unpin();
      return;
    }
    const slot = event.target.closest?.('.slot');
    if (!slot) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      pin(slot);
      show(slot);
      return;
    }
    const slots = slotsOf(slot.ownerSVGElement);
    const next = moved(event.key, slots, slots.indexOf(slot));
    if (next) {
      event.preventDefault();
      go(next);
    }
  });

  /* ---- Begin ---- */

  prepare(document);
  roving();
  pinned = document.querySelector('.slot[aria-current]');
  if (pinned) show(pinned);
  follow();
})();
