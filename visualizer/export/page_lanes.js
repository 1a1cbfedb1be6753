// SPDX-License-Identifier: BSL-1.0
//
// Which lane is chosen, and what that means: its mark in a frame, and the stops
// at which its state changes. What lanes there are comes from the recording's
// table, and where they are drawn too; none is drawn here.

class Lanes {
  constructor(recording) {
    this.data = recording.lanes;
    this.last = recording.events.length - 1;
    this.orders = Lanes.stopByStop(this.data.order, this.last,
        (before, [keep, ...more]) => [...before.slice(0, keep), ...more]);
    this.rows = Lanes.stopByStop(this.data.rows, this.last,
        (before, [top, ...places]) => [...Array(top).fill(-1), ...places]);
    this.chosen = -1;
  }

  /** A table of what is different from a stop on, as a list of all stops. */
  static stopByStop(table, last, changed) {
    const out = [];
    let now = [];
    let next = 0;
    for (let stop = 0; stop <= last; ++stop) {
      if (next < table.length && table[next][0] === stop) {
        now = changed(now, table[next++].slice(1));
      }
      out.push(now);
    }
    return out;
  }

  /** The lane that is drawn in a row, -1 for none. */
  inRow(stop, y) {
    return this.orders[stop][this.rows[stop][y] ?? -1] ?? -1;
  }

  isShown(stop) {
    return this.rows[stop].some((_, y) => this.inRow(stop, y) === this.chosen);
  }

  /** The one so many below the chosen one; with none chosen, from an end. */
  chooseBy(by, stop) {
    const order = this.orders[stop];
    const at = order.lastIndexOf(this.chosen);
    const from = at >= 0 ? at : by > 0 ? -1 : order.length;
    const to = Math.max(0, Math.min(order.length - 1, from + by));
    this.chosen = order[to] ?? this.chosen;
  }

  /** The one that the screen calls t1 for 0. */
  chooseNth(nth, stop) {
    this.chosen = this.orders[stop][nth] ?? this.chosen;
  }

  /** For who follows, the one that the frame of a stop says runs. */
  chooseWhoRuns(frame, stop) {
    const y = this.rows[stop].findIndex((place, y) => place >= 0 &&
        frame.glyphs[y * frame.columns] === this.data.mark);
    this.chosen = this.inRow(stop, y);
  }

  /** The stops before and after this one that change the chosen lane. */
  previousChange(stop) {
    return this.data.changes[this.chosen].findLast((at) => at < stop) ?? 0;
  }

  nextChange(stop) {
    return this.data.changes[this.chosen].find((at) => at > stop) ?? this.last;
  }

  /** A frame with the mark at the chosen lane instead of at who runs. */
  marked(frame, stop, beat) {
    if (this.chosen < 0) {
      return frame;
    }
    // Until the third beat all is as it was before the event.
    const drawn = beat < 2 ? stop - 1 : stop;
    const made = frame.with([], '');
    for (let y = 0; y < this.rows[drawn].length; ++y) {
      if (this.rows[drawn][y] >= 0) {
        this.markRow(made, y, this.inRow(drawn, y) === this.chosen);
      }
    }
    return made;
  }

  markRow(frame, y, isChosen) {
    const [text, strong, selected] = this.data.looks;
    const begin = y * frame.columns;
    frame.glyphs[begin] = isChosen ? this.data.mark : ' ';
    frame.looks[begin] = isChosen ? strong : text;
    let end = begin + 1 + this.data.columns;
    frame.looks.fill(text, begin + 1, end);
    while (end > begin + 1 && frame.glyphs[end - 1] === ' ') {
      --end;
    }
    frame.looks.fill(isChosen ? selected : text, begin + 1, end);
  }
}
