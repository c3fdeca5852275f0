// The example client of the interview protocol, word for word: it must work as it is.
class InterviewClient {
  constructor(clientId) {
    this.clientId = clientId;
    this.ws = null;
    this.audioContext = new AudioContext();
    this.mediaRecorder = null;
  }

  async connect() {
    this.ws = new WebSocket(
      `ws://localhost:8000/ws/${this.clientId}`
    );

    this.ws.onmessage = (event) => {
      if (event.data instanceof ArrayBuffer) {
        // Binary audio data
        this.handleAudioData(event.data);
      } else {
        // JSON message
        const message = JSON.parse(event.data);
        this.handleMessage(message);
      }
    };
  }

  handleMessage(message) {
    switch (message.type) {
      case 'thinking':
        console.log('AI thinking:', message.message);
        break;
      case 'ai_audio_chunk':
        console.log('Amplitude:', message.amplitude);
        // Update animation
        break;
      case 'ai_response_complete':
        console.log('Response:', message.text);
        break;
      case 'error':
        console.error('Error:', message.message);
        break;
    }
  }

  handleAudioData(data) {
    // Decode and play audio
    this.audioContext.decodeAudioData(data, (buffer) => {
      const source = this.audioContext.createBufferSource();
      source.buffer = buffer;
      source.connect(this.audioContext.destination);
      source.start(0);
    });
  }

  startInterview() {
    this.ws.send(
      JSON.stringify({ type: 'start_interview' })
    );
  }

  sendAudioChunk(pcmData) {
    this.ws.send(
      JSON.stringify({
        type: 'audio_chunk',
        data: Array.from(new Uint16Array(pcmData)),
      })
    );
  }

  sendForProcessing() {
    this.ws.send(
      JSON.stringify({ type: 'send_for_AI_processing' })
    );
  }
}
