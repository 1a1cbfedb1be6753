// SPDX-License-Identifier: BSL-1.0
//
// Frames: rows of cells, each a character and a look. They are made from the
// patches of the recording and from nothing else; what they mean is not known
// here.

class Frame {
  constructor(columns, rows) {
    this.columns = columns;
    this.rows = rows;
    this.glyphs = new Array(columns * rows).fill(' ');
    this.looks = new Uint8Array(columns * rows);
  }

  /** This frame with a patch put on it; letters are the looks' names. */
  with(patch, letters) {
    const made = new Frame(this.columns, this.rows);
    made.glyphs = this.glyphs.slice();
    made.looks = this.looks.slice();
    let at = 0;
    for (const item of patch) {
      if (typeof item === 'number') {
        at += item;
      } else if (typeof item === 'string') {
        at = made.write(at, item, letters);
      } else {
        at = made.move(at, this, item);
      }
    }
    return made;
  }

  write(at, text, letters) {
    const [letter, ...glyphs] = text;
    const look = letters.indexOf(letter);
    for (const glyph of glyphs) {
      this.glyphs[at] = glyph;
      this.looks[at++] = look;
    }
    return at;
  }

  move(at, before, [further, length]) {
    for (const end = at + length; at < end; ++at) {
      this.glyphs[at] = before.glyphs[at + further];
      this.looks[at] = before.looks[at + further];
    }
    return at;
  }

  row(y) {
    const begin = y * this.columns;
    return this.glyphs.slice(begin, begin + this.columns).join('');
  }

  isSameRow(other, y) {
    const begin = y * this.columns;
    for (let at = begin; at < begin + this.columns; ++at) {
      if (this.glyphs[at] !== other.glyphs[at] ||
          this.looks[at] !== other.looks[at]) {
        return false;
      }
    }
    return true;
  }
}

// The frames of the recording on one axis of time, by stop. A stop's entry is its patch, those of
// its three beats, and, now and then, a patch of an empty screen, from which to
// begin after a jump.
class Film {
  constructor(recording, frames) {
    this.letters = recording.looks;
    this.frames = frames;
    this.blank = new Frame(recording.columns, recording.rows);
    this.index = -1;
    this.now = this.blank;
  }

  patched(frame, patch) {
    return frame.with(patch, this.letters);
  }

  /** The whole frame of a stop. */
  at(index) {
    if (index === this.index) {
      return this.now;
    }
    let from = index;
    while (from > 0 && this.frames[from].length < 5 &&
           from !== this.index + 1) {
      --from;
    }
    if (from !== this.index + 1) {
      const keyframe = this.frames[from].at(from === 0 ? 0 : -1);
      this.now = this.patched(this.blank, keyframe);
      ++from;
    }
    for (; from <= index; ++from) {
      this.now = this.patched(this.now, this.frames[from][0]);
    }
    this.index = index;
    return this.now;
  }

  /** Beat 0, 1 or 2 of the event that leads to a stop. */
  beat(index, which) {
    const base = which < 2 ? this.at(index - 1) : this.at(index);
    return this.patched(base, this.frames[index][1 + which]);
  }
}
