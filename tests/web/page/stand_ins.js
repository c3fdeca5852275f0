// What a test puts into the page: a microphone that it speaks into, and time to look.

(() => {
  // screens that go on by themselves stay while `noHurry` is set
  const { setTimeout } = globalThis;
  globalThis.setTimeout = (work, ms, ...more) =>
    setTimeout(work, globalThis.noHurry && ms >= 5000 ? 20 * ms : ms, ...more);

  const { mediaDevices } = navigator;
  if (!mediaDevices) return; // not on localhost, not over https
  const DEVICES = ['Built-in microphone', 'Headset'];
  const tracks = [];
  let voice = null;
  let refusal = '';

  function makeVoice() {
    const context = new AudioContext();
    const loudness = context.createGain();
    loudness.gain.value = 0;
    const syllables = context.createGain();
    syllables.gain.value = 0.18;
    const rhythm = new OscillatorNode(context, { frequency: 3.5 });
    rhythm.connect(new GainNode(context, { gain: 0.09 })).connect(syllables.gain);
    rhythm.start();
    for (const frequency of [140, 420, 910]) {
      const tone = new OscillatorNode(context, { type: 'triangle', frequency });
      tone.connect(syllables);
      tone.start();
    }
    syllables.connect(loudness);
    return { context, loudness };
  }

  mediaDevices.getUserMedia = async ({ audio }) => {
    if (refusal) throw new DOMException('By the test.', refusal);
    voice ??= makeVoice();
    const { stream } = voice.loudness.connect(voice.context.createMediaStreamDestination());
    const [track] = stream.getAudioTracks();
    const wanted = Number(audio.deviceId?.exact ?? 0);
    Object.defineProperty(track, 'label', { value: DEVICES[wanted] });
    tracks.push(track);
    return stream;
  };

  mediaDevices.enumerateDevices = async () =>
    DEVICES.map((label, deviceId) => ({ kind: 'audioinput', deviceId: String(deviceId), label }));

  globalThis.microphone = {
    /** Speak, or be silent. */
    speak(on) {
      voice.loudness.gain.value = on ? 1 : 0;
    },
    /** Give none from now on, for a reason such as `NotAllowedError`; '' gives one again. */
    refuse(name) {
      refusal = name;
    },
    unplug() {
      refusal = 'NotFoundError';
      for (const track of tracks.splice(0)) {
        track.stop();
        track.dispatchEvent(new Event('ended'));
      }
    },
    plug() {
      refusal = '';
      mediaDevices.dispatchEvent(new Event('devicechange'));
    },
  };
})();
