// What a front end does with MediaRecorder: each slice goes over a WebSocket of the stream
// protocol as soon as it is there. Of sound that comes back, only the decoded length is kept.
window.FrontEnd = class {
  constructor(url) {
    this.told = [];
    this.decoded = [];
    this.refused = [];
    this.socket = new WebSocket(`${url}/ws`);
    this.open = new Promise((resolve) => { this.socket.onopen = resolve; });
    this.socket.onmessage = ({ data }) => this.take(JSON.parse(data));
    this.socket.onclose = ({ code }) => { this.closed = code; };
  }

  take(message) {
    const sound = message.reply && message.reply.audio;
    if (sound) {
      delete message.reply.audio;
      delete message.data;
      const bytes = Uint8Array.from(atob(sound), (letter) => letter.charCodeAt(0));
      new OfflineAudioContext(1, 1, 24000).decodeAudioData(bytes.buffer).then(
        (buffer) => this.decoded.push({ text: message.reply.text, length_s: buffer.duration }),
        (error) => this.refused.push(String(error)),
      );
    }
    this.told.push(message);
  }

  send(type, fields) {
    this.socket.send(JSON.stringify({ type, timestamp: Math.floor(Date.now() / 1000), ...fields }));
  }

  async until(wanted) {
    for (let tries = 0; !this.told.some(wanted); tries += 1) {
      if (this.closed) throw new Error(`closed with ${this.closed}`);
      if (tries > 12000) throw new Error(`nothing came: ${JSON.stringify(this.told.slice(-5))}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return this.told.find(wanted);
  }

  result() {
    return this.until((message) => message.type === 'analysis_result' && message.final);
  }
};

const base64 = (bytes) => {
  let letters = '';
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters);
};

// Three ways to send the slices: as the protocol has it, as binary frames, and as a client
// that knows of no streams.
window.ways = {
  chunks: (end, mimeType, services) => {
    end.send('stream_start', { stream_id: 'recording', format: mimeType, services });
    let sequence = 0;
    return (bytes) => end.send('stream_chunk', {
      stream_id: 'recording', format: mimeType, sequence: sequence++, data: base64(bytes),
    });
  },
  frames: (end, mimeType, services) => {
    end.send('stream_start', { stream_id: 'recording', format: mimeType, services });
    return (bytes) => end.socket.send(bytes);
  },
  packets: (end, mimeType) => {
    let sequenceNumber = 0;
    return (bytes) => end.socket.send(JSON.stringify({
      type: 'audio', data: base64(bytes), timestamp: Date.now(), mimeType, sequenceNumber: sequenceNumber++,
    }));
  },
};

window.microphone = () => navigator.mediaDevices.getUserMedia({
  audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
});

// The microphone, and a canvas on which something moves.
window.camera = (microphone) => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 240 });
  document.body.append(canvas);
  const pen = canvas.getContext('2d');
  setInterval(() => {
    pen.fillStyle = `hsl(${(performance.now() / 20) % 360} 80% 50%)`;
    pen.fillRect(0, 0, canvas.width, canvas.height);
  }, 100);
  return new MediaStream([
    ...canvas.captureStream(10).getVideoTracks(), ...microphone.getAudioTracks(),
  ]);
};

// Records for some seconds and sends meanwhile; resolves with the connection, all sent.
window.record = async (media, { url, mimeType, sliceMs, seconds, way, services }) => {
  const end = new FrontEnd(url);
  await end.open;
  const send = ways[way](end, mimeType, services);
  const recorder = new MediaRecorder(media, { mimeType });
  let sent = Promise.resolve();
  end.slices = 0;
  recorder.ondataavailable = ({ data }) => {
    end.slices += 1;
    sent = sent.then(() => data.arrayBuffer()).then((buffer) => send(new Uint8Array(buffer)));
  };
  const stopped = new Promise((resolve) => { recorder.onstop = resolve; });
  recorder.start(sliceMs);
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  recorder.stop();
  await stopped;
  await sent;
  return end;
};
