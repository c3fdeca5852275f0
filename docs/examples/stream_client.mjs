// Streams to the server, in a browser or in Node 22 (Node 20: --experimental-websocket).
//
//   node stream_client.mjs ws://127.0.0.1:8000/ws answer.webm "audio/webm;codecs=opus"
//
// In a browser:
//
//   const client = await new StreamClient("wss://host:8000/ws", console.log).connect();
//   const stop = await client.microphone("voice", { services: ["speech_to_text"] });
//   …
//   await stop();

// After these errors a stream has no result.
const REFUSED = ["UNSUPPORTED_FORMAT", "LANGUAGE_UNAVAILABLE", "TOO_MANY_STREAMS", "SERVER_BUSY"];

export class StreamClient {
  // heard(message): called with every message of the server
  constructor(url, heard, token) {
    this.url = url;
    this.heard = heard;
    this.protocols = token ? ["talkup.v1", `token.${token}`] : [];
    this.results = new Map(); // stream_id -> its last result, to come
  }

  async connect() {
    this.socket = new WebSocket(this.url, this.protocols);
    this.socket.onmessage = ({ data }) => this.receive(JSON.parse(data));
    this.socket.onclose = () => this.results.forEach(({ reject }) => reject(new Error("closed")));
    await new Promise((resolve, reject) => {
      this.socket.onopen = resolve;
      this.socket.onerror = () => reject(new Error(`no connection to ${this.url}`));
    });
    return this;
  }

  send(type, fields = {}) {
    const timestamp = Math.floor(Date.now() / 1000);
    this.socket.send(JSON.stringify({ type, timestamp, ...fields }));
  }

  start(stream_id, format, options = {}) {
    const settle = {};
    const result = new Promise((resolve, reject) => Object.assign(settle, { resolve, reject }));
    result.catch(() => {}); // told to whoever ends the stream
    this.results.set(stream_id, { result, ...settle });
    this.send("stream_start", { stream_id, format, ...options });
  }

  // With several streams open, a frame belongs to the chunk that announces it.
  chunk(stream_id, bytes) {
    this.send("stream_chunk", { stream_id });
    this.socket.send(bytes);
  }

  // Resolves with the result of the whole stream.
  end(stream_id) {
    this.send("stream_end", { stream_id });
    return this.results.get(stream_id).result;
  }

  close() {
    this.socket.close();
  }

  receive(message) {
    this.heard(message);
    const stream = this.results.get(message.stream_id);
    if (message.type === "analysis_result" && message.final) stream?.resolve(message);
    if (message.type === "error" && REFUSED.includes(message.code))
      stream?.reject(new Error(message.code));
  }

  // Records the microphone; returns what stops it and resolves with the result.
  async microphone(stream_id, options = {}, slice_ms = 250) {
    const media = await navigator.mediaDevices.getUserMedia({ audio: true });
    const recorder = new MediaRecorder(media);
    let sent = Promise.resolve(); // blobs are read one after the other, so that order is kept
    recorder.ondataavailable = ({ data }) => {
      sent = sent.then(() => data.arrayBuffer()).then((bytes) => this.chunk(stream_id, bytes));
    };
    recorder.start(slice_ms);
    this.start(stream_id, recorder.mimeType || "audio", options);
    return async () => {
      const stopped = new Promise((resolve) => (recorder.onstop = resolve));
      recorder.stop();
      await stopped;
      await sent;
      media.getTracks().forEach((track) => track.stop());
      return this.end(stream_id);
    };
  }
}

async function main(url, path, format, token) {
  const { readFile } = await import("node:fs/promises");
  const heard = (message) => {
    if (message.type === "error") console.error("error:", message.code, message.message);
    if (message.type === "transcript_update" && message.final && message.scope === "utterance")
      console.log(message.confidence.toFixed(2), message.text);
  };
  const client = await new StreamClient(url, heard, token).connect();
  client.start("recording", format, { services: ["speech_to_text"] });
  const data = await readFile(path);
  for (let at = 0; at < data.length; at += 4096)
    client.chunk("recording", data.subarray(at, at + 4096));
  const result = await client.end("recording");
  console.log("whole:", result.transcript);
  client.close();
}

if (globalThis.process?.argv[1]?.endsWith("stream_client.mjs"))
  await main(...process.argv.slice(2));
