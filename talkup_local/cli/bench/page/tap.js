// Listens to what a page plays and to its microphone, on one clock: run before its scripts.
// Whatever is connected to a destination is heard too, and so is every microphone that is opened.
(() => {
  const BLOCK = 512;
  const contexts = new WeakMap();
  const tap = { blocks: [], toldS: [], longTasksMs: [], startedMs: 0 };
  let listener = null;
  let merger = null;

  function listening() {
    if (listener !== null) return;
    listener = new AudioContext();
    tap.startedMs = performance.now();
    merger = listener.createChannelMerger(2);
    // no worklet: it would need a script of another place than the page's own
    const recorder = listener.createScriptProcessor(BLOCK, 2, 1);
    recorder.onaudioprocess = ({ inputBuffer, playbackTime }) => {
      const levels = [0, 1].map((channel) => {
        let sum = 0;
        for (const sample of inputBuffer.getChannelData(channel)) sum += sample * sample;
        return Math.sqrt(sum / BLOCK);
      });
      tap.blocks.push([playbackTime, ...levels]);
    };
    merger.connect(recorder);
    const nowhere = listener.createGain();
    nowhere.gain.value = 0;
    recorder.connect(nowhere);
    connect.call(nowhere, listener.destination);
  }

  function hear(stream, channel) {
    listening();
    listener.resume();
    connect.call(listener.createMediaStreamSource(stream), merger, 0, channel);
  }

  const connect = AudioNode.prototype.connect;
  AudioNode.prototype.connect = function tapped(target, ...rest) {
    if (target === this.context.destination && this.context !== listener) {
      let copy = contexts.get(this.context);
      if (copy === undefined) {
        copy = this.context.createMediaStreamDestination();
        contexts.set(this.context, copy);
        hear(copy.stream, 0);
      }
      connect.call(this, copy);
    }
    return connect.call(this, target, ...rest);
  };

  const devices = navigator.mediaDevices;
  if (devices !== undefined) {
    const open = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (constraints) => {
      const stream = await open(constraints);
      hear(stream.clone(), 1);
      return stream;
    };
  }

  // a block is told of with the time at which it would be played: two of them later than it began
  const BEHIND = 1.5 * BLOCK;
  window.WebSocket = class extends WebSocket {
    constructor(...args) {
      super(...args);
      this.addEventListener('message', ({ data }) => {
        if (listener === null || typeof data !== 'string' || !data.includes('"held"')) return;
        const { type, state } = JSON.parse(data);
        if (type !== 'turn_state' || state !== 'held') return;
        tap.toldS.push(listener.currentTime + BEHIND / listener.sampleRate);
      });
    }
  };

  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) tap.longTasksMs.push([task.startTime, task.duration]);
  }).observe({ type: 'longtask', buffered: true });

  // blocks: time in seconds, RMS of what is played, RMS of the microphone; toldS: when the server
  // said to stand still
  window.talkupTap = tap;
})();
