// SPDX-License-Identifier: BSL-1.0
//
// Play, pause, step and jump, as in the terminal: forward in slow motion each
// event has three beats, everything else shows a moment whole. It knows the
// time and the keys, and nothing of how a frame is shown.

class Player {
  /** show(index, beat) is called for whatever is to be seen; beat 3 = whole. */
  constructor(recording, show) {
    this.data = recording;
    this.show = show;
    this.index = 0;
    this.speed = recording.speed;
    this.playing = false;
    this.timer = 0;
  }

  get last() {
    return this.data.events.length - 1;
  }

  get interval() {
    return this.data.speeds[this.speed].ms;
  }

  /** Everything a key or a button may ask for, by its name in the table. */
  do(command) {
    switch (command) {
      case 'play':
        return this.playing ? this.stop() : this.play();
      case 'faster':
        return this.changeSpeed(1);
      case 'slower':
        return this.changeSpeed(-1);
      case 'next':
        return this.stepForward();
      case 'back':
        return this.go(this.index - 1);
      case 'nextTurn':
        return this.go(this.data.turns[this.index][1]);
      case 'backTurn':
        return this.go(this.data.turns[this.index][0]);
      case 'start':
        return this.go(0);
      case 'end':
        return this.go(this.last);
    }
  }

  /** Stands still at a stop. */
  go(index) {
    this.playing = false;
    this.settle(index);
  }

  settle(index) {
    clearTimeout(this.timer);
    this.index = Math.max(0, Math.min(this.last, index));
    this.show(this.index, 3);
  }

  stop() {
    this.go(this.index);
  }

  /** From the end it begins again, because nothing else is left to play. */
  play() {
    this.playing = true;
    this.settle(this.index === this.last ? 0 : this.index);
    this.timer = setTimeout(() => this.playOn(), this.interval);
  }

  playOn() {
    if (this.index === this.last) {
      this.go(this.last);
      return;
    }
    const begun = performance.now();
    this.forward(() => {
      const left = this.interval - (performance.now() - begun);
      this.timer = setTimeout(() => this.playOn(), Math.max(0, left));
    });
  }

  stepForward() {
    this.playing = false;
    clearTimeout(this.timer);
    if (this.index < this.last) {
      this.forward(() => {});
    }
  }

  /** Shows the next event and then calls on. */
  forward(on) {
    ++this.index;
    if (this.interval < this.data.leastForBeats || Player.calm()) {
      this.show(this.index, 3);
      on();
      return;
    }
    const all = Math.min(this.interval, this.data.mostForBeats);
    const step = (beat) => {
      this.show(this.index, beat);
      if (beat === 3) {
        on();
        return;
      }
      const room = all * this.data.tenths[beat] / 10;
      this.timer = setTimeout(() => step(beat + 1), room);
    };
    step(0);
  }

  changeSpeed(by) {
    const most = this.data.speeds.length - 1;
    this.speed = Math.max(0, Math.min(most, this.speed + by));
    if (this.playing) {
      this.play();
    } else {
      this.settle(this.index);
    }
  }

  /** Whether the reader asked for less motion: then there are no beats. */
  static calm() {
    return matchMedia('(prefers-reduced-motion: reduce)').matches;
  }
}
