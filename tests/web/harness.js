// What the example client leaves to its page: where the server is, sound as ArrayBuffers,
// a microphone. Everything that it does is written down in `seen`.
window.seen = { decoded: [], refused: [], types: [], texts: [], errors: [] };

window.connectTo = (url) => {
  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(address) {
      super(address.replace(/^ws:\/\/localhost:8000/, url));
      this.binaryType = 'arraybuffer';
      this.addEventListener('message', (event) => {
        if (typeof event.data !== 'string') return;
        const message = JSON.parse(event.data);
        seen.types.push(message.type);
        if (message.type === 'error') seen.errors.push(message.code);
        if (message.type === 'ai_response_complete') seen.texts.push(message.text);
      });
      this.addEventListener('close', (event) => { seen.closed = event.code; });
    }
  };
  const decode = AudioContext.prototype.decodeAudioData;
  AudioContext.prototype.decodeAudioData = function (data, done, failed) {
    return decode.call(
      this,
      data,
      (buffer) => { seen.decoded.push(buffer.duration); if (done) done(buffer); },
      (error) => { seen.refused.push(String(error)); if (failed) failed(error); },
    );
  };
};

window.until = async (done) => {
  for (let tries = 0; !done(); tries += 1) {
    if (tries > 12000) throw new Error(`nothing came of it: ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

// Hands the microphone to the client in pieces of 1024 samples at 16 kHz.
window.listen = async (client, seconds) => {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
  });
  const context = new AudioContext({ sampleRate: 16000 });
  await context.resume();
  const source = context.createMediaStreamSource(stream);
  const tap = context.createScriptProcessor(1024, 1, 1);
  let left = Math.ceil((seconds * 16000) / 1024);
  await new Promise((resolve) => {
    tap.onaudioprocess = (event) => {
      if (left-- <= 0) return resolve();
      const floats = event.inputBuffer.getChannelData(0);
      client.sendAudioChunk(Int16Array.from(floats, (x) => Math.max(-1, Math.min(1, x)) * 32767));
    };
    source.connect(tap);
    tap.connect(context.destination);
  });
  tap.disconnect();
  stream.getTracks().forEach((track) => track.stop());
};
