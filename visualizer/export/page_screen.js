// SPDX-License-Identifier: BSL-1.0
//
// A frame on the page. Text goes into it as text only, so no name in a
// recording can become markup.

const byId = (id) => document.getElementById(id);

const element = (name, text, look = '') => {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = look;
  return made;
};

// The cells of a frame, row by row, as stretches of one look. The last row is
// the terminal's key row; the page has buttons in its place.
class Screen {
  constructor(recording, home) {
    this.data = recording;
    this.height = recording.rows - 1;
    this.rows = [];
    for (let y = 0; y < this.height; ++y) {
      this.rows.push(home.appendChild(element('div', '', 'row')));
    }
    this.shown = null;
  }

  show(frame) {
    for (let y = 0; y < this.height; ++y) {
      if (this.shown === null || !frame.isSameRow(this.shown, y)) {
        this.rows[y].replaceChildren(...this.stretches(frame, y));
      }
    }
    this.shown = frame;
  }

  stretches(frame, y) {
    const out = [];
    const end = (y + 1) * frame.columns;
    for (let at = y * frame.columns; at < end;) {
      let next = at + 1;
      while (next < end && this.joins(frame, at, next)) {
        ++next;
      }
      out.push(this.stretch(frame, at, next));
      at = next;
    }
    return out;
  }

  /** Shapes join with their like, and other characters with one another. */
  joins(frame, a, b) {
    const shape = this.data.shapes[frame.glyphs[a]];
    return frame.looks[a] === frame.looks[b] &&
        (shape === undefined ?
             this.data.shapes[frame.glyphs[b]] === undefined :
             shape === 1 && frame.glyphs[a] === frame.glyphs[b]);
  }

  stretch(frame, begin, end) {
    const text = frame.glyphs.slice(begin, end).join('');
    const glyph = frame.glyphs[begin];
    const shape = this.data.shapes[glyph] === undefined ?
        '' : ` shape u${glyph.codePointAt(0).toString(16)}`;
    const made = element('span', text, `l${frame.looks[begin]}${shape}`);
    made.style.width = `calc(${end - begin} * var(--cell))`;
    return made;
  }
}
