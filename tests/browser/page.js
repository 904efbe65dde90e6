// What the tests see of a page; runs before the app on every load.
(() => {
  if (window.seen) return;
  let flying = 0;
  const fetch = window.fetch;
  window.fetch = (...call) => {
    flying += 1;
    return fetch.apply(window, call).finally(() => { flying -= 1; });
  };

  const words = text => (text || '').replace(/[\s\u00ad\u200b]+/g, ' ').replace(/['’]/g, '’').trim();
  const visible = element => element.checkVisibility({ visibilityProperty: true });
  // A modal dialog makes the rest of the page inert.
  const stage = () => [...document.querySelectorAll('dialog:modal')].pop() || document.body;

  const ROLES = {
    button: 'button, summary, [role="button"]',
    link: 'a[href]',
    field: 'input, select, textarea',
    heading: 'h1, h2, h3, h4, h5, h6',
    tab: '[role="tab"]',
  };
  const labelled = ids => words((ids || '').split(/\s+/).map(id => document.getElementById(id)?.textContent).join(' '));
  const name = element => {
    const explicit = labelled(element.getAttribute('aria-labelledby')) || words(element.getAttribute('aria-label'));
    if (explicit) return explicit;
    if (element.labels && element.labels.length) return words([...element.labels].map(label => label.textContent).join(' '));
    return words(element.textContent);
  };
  const within = group => {
    if (!group) return stage();
    const wanted = words(group);
    const holds = element => words(element.textContent).startsWith(wanted);
    const titles = [...stage().querySelectorAll('legend, caption, h1, h2, h3, h4, th[scope="row"], [data-label]')];
    const title = titles.find(element => visible(element) && words(element.textContent) === wanted) || titles.find(holds);
    const named = [...stage().querySelectorAll('[aria-label]')].find(element => visible(element) && words(element.getAttribute('aria-label')) === wanted);
    if (named) return named;
    const around = title && title.closest('fieldset, tr, li, article, section, dialog, form');
    if (around) return around;
    // A row or card that has no title of its own.
    return [...stage().querySelectorAll('tr, li, article')].find(element => visible(element) && words(element.textContent).includes(wanted));
  };
  const find = (role, wanted, group) => {
    const place = within(group);
    if (!place) return null;
    wanted = words(wanted);
    const all = [...place.querySelectorAll(ROLES[role])].filter(visible);
    return all.find(element => name(element) === wanted)
      || all.find(element => name(element).startsWith(wanted))
      || all.find(element => name(element).includes(wanted))
      || null;
  };
  // Until `look` returns something, or the time is over: then null.
  const until = (look, done, limit = 15000) => {
    const start = performance.now();
    const again = () => {
      let found = null;
      try { found = look(); } catch (error) { found = null; }
      if (found) done(found);
      else if (performance.now() - start > limit) done(null);
      else setTimeout(again, 20);
    };
    again();
  };
  const settled = () => {
    let before = '', same = 0;
    return () => {
      const busy = flying > 0 || !document.querySelector('h1') || document.querySelector('.skeleton, [aria-busy="true"]');
      const now = busy ? '' : document.body.innerHTML;
      same = !busy && now === before ? same + 1 : 0;
      before = now;
      return same >= 2;
    };
  };
  const says = text => words(stage().innerText).includes(words(text));

  const frame = () => {
    const faults = [];
    const one = (selector, what) => {
      const found = [...document.querySelectorAll(selector)].filter(visible);
      if (found.length !== 1) faults.push(`${found.length} ${what} instead of one`);
      return found[0];
    };
    if (document.documentElement.lang !== 'fr') faults.push(`lang is ${document.documentElement.lang}`);
    if (!words(document.title)) faults.push('no title');
    const heading = one('h1', 'h1');
    if (heading && !words(document.title).startsWith(words(heading.textContent))) {
      faults.push(`the title “${document.title}” does not begin with the heading “${words(heading.textContent)}”`);
    }
    const main = one('main', 'main');
    if (main && heading && !main.contains(heading)) faults.push('the h1 is outside of main');
    one('body > * > header, body > header, #app > header', 'banner');
    one('body > * > footer, body > footer, #app > footer', 'footer');
    const navigations = [...document.querySelectorAll('nav')].filter(visible).map(name);
    if (navigations.some(label => !label)) faults.push('a nav has no label');
    if (new Set(navigations).size !== navigations.length) faults.push(`two navs are called the same: ${navigations}`);
    const skip = document.querySelector('a');
    if (!skip || !main || skip.getAttribute('href') !== `#${main.id}`) faults.push('the first link does not skip to main');
    return faults;
  };
  const overflow = () => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return null;
    // What is placed absolutely escapes every ancestor up to the one it is placed in.
    const above = element => getComputedStyle(element).position === 'absolute' ? element.offsetParent : element.parentElement;
    const clipped = element => {
      for (let outer = above(element); outer && outer !== document.body; outer = above(outer)) {
        if (getComputedStyle(outer).overflowX !== 'visible') return true;
      }
      return false;
    };
    const wide = [...document.body.querySelectorAll('*')].filter(element =>
      visible(element) && element.getBoundingClientRect().right > width + 0.5 && !clipped(element));
    const shown = wide.slice(-3).map(element => element.outerHTML.slice(0, 120));
    return `${document.documentElement.scrollWidth} px wide in a window of ${width}: ${shown.join(' … ')}`;
  };
  const violations = async rules => {
    const options = { resultTypes: ['violations'] };
    if (rules) options.runOnly = { type: 'rule', values: rules };
    const result = await window.axe.run(document, options);
    return result.violations.flatMap(violation => violation.nodes.map(node =>
      `${violation.id} at ${node.target.flat().join(' ')}: ${violation.help}\n      ${node.html.slice(0, 160)}\n      ${words(node.failureSummary)}`));
  };

  window.seen = { find, until, settled, says, words, visible, name, frame, overflow, violations, flying: () => flying };
})();
