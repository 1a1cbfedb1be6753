// SPDX-License-Identifier: BSL-1.0
//
// The page: makes buttons and help of the key table, and hands keys, clicks and
// the scrub bar to the player and to the choice of a lane.

class Page {
  constructor(recording) {
    this.data = recording;
    this.films = recording.frames.map((frames) =>
        new Film(recording, frames));
    this.axis = recording.axis;
    this.lanes = new Lanes(recording);
    this.screen = new Screen(recording, byId('screen'));
    this.player = new Player(recording, (index, beat) =>
        this.show(index, beat));
    this.scrub = byId('scrub');
    this.scrub.max = this.player.last;
    this.listTheKeys();
    this.listTheShapes();
    this.listen();
    this.chooseTheme(matchMedia('(prefers-color-scheme: light)').matches ?
        'light' : 'dark');
    this.fit();
    this.player.go(this.askedFor());
  }

  /** page.html#event=212 opens at that event. */
  askedFor() {
    const asked = Number(new URLSearchParams(location.hash.slice(1))
        .get('event'));
    const found = this.data.events.findIndex((event) => event >= asked);
    return found < 0 ? this.player.last : found;
  }

  show(index, beat) {
    const film = this.films[this.axis];
    const frame = beat === 3 ? film.at(index) : film.beat(index, beat);
    this.beat = beat;
    this.screen.show(this.lanes.marked(frame, index, beat));
    this.placeScrub(frame);
    this.scrub.value = index;
    this.scrub.ariaValueText =
        `event ${this.data.events[index]} of ${this.data.events.at(-1)}`;
    this.say(this.lanes.chosen < 0 || this.lanes.isShown(index) ? '' :
        'The chosen task has no lane here.');
    byId('speed').textContent = this.data.speeds[this.player.speed].name;
    // Nobody can listen to ten sentences a second.
    if (beat === 3 && (!this.player.playing || this.player.interval >= 1000)) {
      byId('told').textContent = this.narration(frame);
    }
  }

  /** The two or three rows above the time line, from the arrow on. */
  narration(frame) {
    const last = this.data.rows - 2;
    const rows = [last - 3, last - 2, last - 1].map((y) => frame.row(y));
    const begin = rows.findIndex((row) => /^ [▶>]/.test(row));
    return rows.slice(begin < 0 ? 1 : begin)
        .map((row) => row.slice(2).trim()).join(' ');
  }

  /** Over the time line that is drawn, from its one end to the other. */
  placeScrub(frame) {
    const y = this.data.rows - 2;
    const row = [...frame.row(y)];
    const first = row.findIndex((glyph) => '├|'.includes(glyph));
    const length = row.findLastIndex((glyph) => '┤|'.includes(glyph)) - first;
    this.scrub.hidden = first < 0 || length < 1;
    this.scrub.style.top = `calc(${2 * y} * var(--cell))`;
    this.scrub.style.left = `calc(${first} * var(--cell))`;
    this.scrub.style.width = `calc(${length + 1} * var(--cell))`;
  }

  /** In the help all of them; in the bar those with a word for it. */
  listTheKeys() {
    let last = null;
    for (const row of this.data.keys) {
      const line = byId('keys').insertRow();
      line.append(element('td', row.shown), element('td', row.text));
      if (row.brief === '') {
        continue;
      }
      const button = element('button', '');
      button.type = 'button';
      button.title = row.text;
      button.append(element('kbd', row.shown.split(' ')[0]));
      button.addEventListener('click', (event) => {
        this.release(event);
        this.do(row.does);
      });
      // Neighbours that do the same in two directions share their word.
      if (last?.brief === row.brief) {
        last.word.remove();
        last.group.append(button);
      } else {
        last = {group: byId('hints').appendChild(element('span', ''))};
        last.group.append(button);
      }
      last.brief = row.brief;
      last.word = button.appendChild(element('span', ` ${row.brief}`));
    }
  }

  listTheShapes() {
    for (const {glyph, look, word} of this.data.legend) {
      const shown = element('span', '', `l${look}`);
      shown.textContent = `${glyph.repeat(3)} ${word}`;
      byId('legend').append(shown);
    }
  }

  do(command, key) {
    if (command === 'help') {
      byId('help').showModal();
    } else if (command === 'axis') {
      this.axis = 1 - this.axis;
      this.show(this.player.index, 3);
    } else if (!this.look(command, key)) {
      this.player.do(command);
    }
  }

  /** What a key means for the choice of a lane; false if nothing. */
  look(command, key) {
    const lanes = this.lanes;
    const stop = this.player.index;
    switch (command) {
      case 'laneUp':
      case 'laneDown':
        lanes.chooseBy(command === 'laneUp' ? -1 : 1, stop);
        break;
      case 'lane':
        lanes.chooseNth(Number(key) - 1, stop);
        break;
      case 'follow':
        lanes.chosen = -1;
        break;
      case 'backChange':
      case 'nextChange':
        this.goToChange(command === 'nextChange');
        return true;
      default:
        return false;
    }
    this.show(stop, this.beat);
    return true;
  }

  /** Of the chosen lane; with none, of the one that runs: it is chosen then. */
  goToChange(next) {
    const stop = this.player.index;
    if (this.lanes.chosen < 0) {
      this.lanes.chooseWhoRuns(this.films[this.axis].at(stop), stop);
    }
    if (this.lanes.chosen < 0) {
      this.say('Nobody runs here: choose a task.');
      return;
    }
    this.player.go(next ? this.lanes.nextChange(stop) :
        this.lanes.previousChange(stop));
  }

  say(sentence) {
    byId('said').textContent = sentence;
  }

  clickOnScreen(event) {
    const box = byId('screen').getBoundingClientRect();
    const y = Math.floor((event.clientY - box.top) /
        (box.height / this.screen.height));
    const stop = this.beat < 2 ? this.player.index - 1 : this.player.index;
    const lane = this.lanes.inRow(stop, y);
    if (lane >= 0) {
      this.lanes.chosen = lane;
      this.show(this.player.index, this.beat);
    }
  }

  listen() {
    document.addEventListener('keydown', (event) => this.press(event));
    this.scrub.addEventListener('input', () =>
        this.player.go(Number(this.scrub.value)));
    byId('screen').addEventListener('click', (event) =>
        this.clickOnScreen(event));
    byId('theme').addEventListener('click', (event) => {
      this.release(event);
      this.chooseTheme(document.documentElement.dataset.theme === 'dark' ?
          'light' : 'dark');
    });
    window.addEventListener('resize', () => this.fit());
    window.addEventListener('hashchange', () =>
        this.player.go(this.askedFor()));
  }

  /** After a click of the mouse the keys are the page's again. */
  release(event) {
    if (event.detail > 0) {
      event.currentTarget.blur();
    }
  }

  /** A key of the table; a focused button keeps what presses buttons. */
  press(event) {
    const pressesButton = event.key === ' ' &&
        document.activeElement instanceof HTMLButtonElement;
    if (event.ctrlKey || event.altKey || event.metaKey || pressesButton) {
      return;
    }
    if (byId('help').open) {
      if (event.key === '?' || event.key === 'q') {
        byId('help').close();
      }
      return;
    }
    const row = this.data.keys.find(({keys}) => keys.includes(event.key));
    if (row !== undefined) {
      event.preventDefault();
      this.do(row.does, event.key);
    }
  }

  chooseTheme(name) {
    document.documentElement.dataset.theme = name;
    byId('theme').textContent = name === 'dark' ? 'light' : 'dark';
  }

  /** Cells of whole pixels, as large as the window allows. */
  fit() {
    const root = document.documentElement;
    const probe = document.body.appendChild(
        element('span', '0'.repeat(100), 'unseen'));
    probe.style.width = 'auto';
    const size = parseFloat(getComputedStyle(probe).fontSize);
    const advance = probe.getBoundingClientRect().width / 100 / size;
    probe.remove();
    root.style.setProperty('--advance', advance);
    root.style.setProperty('--columns', this.data.columns);
    const width = root.clientWidth / this.data.columns;
    // The bar may take more rows than one; how many, each size says again.
    let rows = this.data.rows;
    for (let tries = 0; tries < 2; ++tries) {
      const height = root.clientHeight / (2 * rows);
      const cell = Math.max(4, Math.floor(Math.min(width, height)));
      root.style.setProperty('--cell', `${cell}px`);
      const bar = byId('bar').getBoundingClientRect().height;
      rows = this.screen.height + Math.round(bar / (2 * cell));
    }
  }
}

window.page = new Page(JSON.parse(byId('recording').textContent));
