// English words of the interview screen.
// @ts-check

export default {
  'interview.title': 'Your interview',
  'interview.controls': 'Controls of the interview',
  'interview.close': 'Close',
  'interview.cancel': 'Cancel',
  'interview.more': 'More',
  'interview.volume': 'Interviewer’s volume',

  'interview.question': 'Question {question} of {questions}',
  'interview.step.consent': 'Your agreement',
  'interview.step.follow_up': 'Follow-up',
  'interview.step.probe': 'In more detail',
  'interview.step.repeat': 'Said again',
  'interview.step.rephrase': 'In other words',
  'interview.step.invite': 'Your questions',
  'interview.step.close': 'Goodbye',
  'interview.time.left.one': '{n} min left',
  'interview.time.left.other': '{n} min left',
  'interview.time.last': 'Last minute',
  'interview.time.over': 'Time is up: you may finish',

  'interview.state.connecting': 'Connecting…',
  'interview.state.greeting': 'Welcome',
  'interview.state.listening': 'Your turn',
  'interview.state.hearing': 'Listening to you',
  'interview.state.thinking': 'Thinking…',
  'interview.state.speaking': 'Interviewer speaking',
  'interview.state.paused': 'Paused',
  'interview.state.reconnecting': 'Connection lost',
  'interview.state.ended': 'Thank you',
  'interview.state.closing': 'That was the last question',

  'interview.hint.listening': 'Take the time you need, then speak.',
  'interview.hint.pausing': 'Take your time.',
  'interview.hint.interrupt': 'You can interrupt at any time.',
  'interview.hint.type': 'Type your answer below.',
  'interview.hint.muted': 'Your microphone is muted.',
  'interview.hint.ptt': 'Hold the button, or Space, while you speak.',
  'interview.hint.go': 'Speak now; release when you are done.',
  'interview.hint.paused': 'Nothing is heard, and the clock stands still.',
  'interview.hint.connecting': 'The interview begins in a moment.',
  'interview.hint.closing': 'The interview ends by itself in a moment.',

  'interview.say.back': 'The connection is back. The interview goes on.',
  'interview.say.paused': 'Paused. Nothing is heard.',
  'interview.say.continues': 'The interview goes on.',
  'interview.say.reconnecting':
    'Connection lost. Reconnecting; what you say is kept for ten seconds.',
  'interview.say.muted': 'Microphone muted',
  'interview.say.unmuted': 'Microphone on',
  'interview.say.captions_on': 'Captions shown',
  'interview.say.captions_off': 'Captions hidden',

  'interview.button.repeat': 'Repeat',
  'interview.button.skip': 'Skip',
  'interview.button.wait': 'I need a minute',
  'interview.button.mute': 'Mute',
  'interview.button.unmute': 'Unmute',
  'interview.button.pause': 'Pause',
  'interview.button.continue': 'Continue',
  'interview.button.talk': 'Hold to talk',
  'interview.button.talking': 'Tap to stop',
  'interview.button.done': 'I’m done',
  'interview.button.type': 'Type',
  'interview.button.more': 'More',
  'interview.button.end': 'End',

  'interview.help.repeat': 'Hear the question again',
  'interview.help.skip': 'Go to the next question',
  'interview.help.wait': 'Take a minute to think',
  'interview.help.mute': 'Mute or unmute your microphone',
  'interview.help.unmute': 'Turn your microphone on again',
  'interview.help.pause': 'Pause or continue the interview',
  'interview.help.continue': 'Go on with the interview',
  'interview.help.talk': 'Hold this while you speak, or tap it to begin and again to stop',
  'interview.help.talking': 'Tap again when you are done',
  'interview.help.done': 'My answer is complete: continue at once',
  'interview.help.type': 'Type an answer instead of speaking',
  'interview.help.more': 'More controls and settings',
  'interview.help.end': 'End the interview',
  'interview.help.captions': 'Show or hide the captions',
  'interview.help.help': 'Show this list',

  'interview.why.ended': 'The interview is over.',
  'interview.why.connecting': 'Possible as soon as the connection is there.',
  'interview.why.reconnecting': 'Possible as soon as the connection is back.',
  'interview.why.paused': 'Continue the interview first.',
  'interview.why.greeting': 'Possible after the welcome.',
  'interview.why.not_your_turn': 'Possible when it is your turn.',
  'interview.why.last': 'That was the last question.',
  'interview.why.skipping': 'One moment: the next question is coming.',
  'interview.why.typed': 'You are typing: send your answer instead.',
  'interview.why.no_microphone': 'There is no microphone in use.',
  'interview.why.microphone_lost': 'The microphone is gone: choose another one, or type.',

  'interview.more.push_to_talk': 'Hold a button to talk',
  'interview.more.captions': 'Captions',
  'interview.more.transcript': 'Show the conversation',
  'interview.more.sound': 'Choose a microphone',
  'interview.more.help': 'Keyboard shortcuts',

  'interview.transcript': 'Conversation',
  'interview.transcript.empty': 'What is said appears here.',
  'interview.transcript.close': 'Close the conversation',
  'interview.who.interviewer': 'Interviewer',
  'interview.who.candidate': 'You',
  'interview.mark.interrupted': 'interrupted',
  'interview.mark.typed': 'typed',
  'interview.mark.unfinished': 'broken off',

  'interview.type.label': 'Your answer',
  'interview.type.placeholder': 'Type your answer here',
  'interview.type.hint': 'Enter sends, Shift + Enter begins a new line.',
  'interview.type.full':
    'Too long to send: {count} of at most {most} characters. Shorten it, or send it in parts.',
  'interview.type.send': 'Send',
  'interview.type.close': 'Close',

  'interview.reconnecting.kept':
    'Keep talking: up to {n} seconds of what you say are kept, and sent afterwards.',
  'interview.reconnecting.full':
    'Please wait: what you say now is not kept. Your last words are safe.',
  'interview.reconnecting.silent':
    'Your answers so far are safe. The interview continues by itself.',
  'interview.reconnecting.leaving': 'The interview ends as soon as the connection is back.',
  'interview.reconnecting.trying': 'Reconnecting (attempt {attempt})…',
  'interview.reconnecting.next': 'Attempt {attempt} failed. Next one in {n} s.',

  'interview.blocked': 'Your browser is blocking the sound.',
  'interview.blocked.mend': 'Turn on the sound',

  'interview.mic.lost': 'The microphone is gone. Plug it in again, choose another one, or type.',
  'interview.mic.other': 'The microphone in use is now: {label}.',
  'interview.mic.choose': 'Choose another',
  'interview.mic.type': 'Type instead',
  'interview.mic.title': 'Microphone',
  'interview.mic.which': 'Which one to use',
  'interview.mic.usual': 'System default',
  'interview.mic.use': 'Use this one',
  'interview.mic.INSECURE':
    'The browser gives a microphone only to an https address, or on this computer itself. '
    + 'You can type instead.',
  'interview.mic.DENIED':
    'The browser does not allow the microphone here. Allow it in the address bar and try '
    + 'again, or type.',
  'interview.mic.NOT_FOUND': 'There is no such microphone. Plug one in and try again, or type.',
  'interview.mic.IN_USE': 'Another program uses this microphone. Close that program and try again.',
  'interview.mic.UNSUPPORTED': 'This browser can’t use a microphone here. You can type instead.',
  'interview.mic.FAILED': 'The microphone could not be opened. Try again, or choose another one.',

  'interview.note.close': 'Dismiss this note',
  'interview.note.TRANSCRIPTION_ERROR': 'No words could be made out. Please answer again.',
  'interview.note.TTS_ERROR': 'This could not be spoken. Please read it instead.',
  'interview.note.BUFFER_ERROR':
    'That answer was too long to keep. Please answer again, more briefly.',
  'interview.note.INTERNAL_ERROR': 'Something went wrong on the server. Please answer again.',
  'interview.note.RATE_LIMITED': 'That was too fast. Please wait a moment.',
  'interview.note.MUTED_VOICE': 'You are speaking, but your microphone is muted.',

  'interview.back': 'Your answer was not taken. It is in the field again: please send it once more.',
  'interview.back.ANSWER_UNSURE':
    'Your typed answer may not have arrived. It is in the field again.',
  'interview.back.INVALID_MESSAGE':
    'Your answer is too long to be taken. It is in the field again: shorten it, or send it in parts.',
  'interview.back.RATE_LIMITED':
    'Too much came at once, and your answer was not taken. It is in the field again: wait for the '
    + 'reply, then send it.',
  'interview.back.TRANSCRIPTION_ERROR':
    'There was no word in what you typed. It is in the field again.',

  'interview.ending.title': 'End the interview?',
  'interview.ending.kept':
    'Your answers so far are kept, and the report is made from them. You can’t resume this interview later.',
  'interview.ending.draft': 'What is in the field has not been sent.',
  'interview.ending.not_kept': 'Nothing of this interview is kept. You can’t resume it later.',
  'interview.ending.stay': 'Keep going',
  'interview.ending.end': 'End the interview',

  'interview.closing.finish': 'Finish now',
  'interview.ended.text': 'The next page opens by itself in a moment.',
  'interview.ended.leftover':
    'The interview ended before this was sent or taken. Copy it if you need it.',
  'interview.ended.on': 'Continue now',
  'interview.end.asked': 'The interview is over.',
  'interview.end.finished': 'The interview is complete.',
  'interview.end.silence': 'Nothing was heard for a long time, so the interview has ended.',
  'interview.end.idle': 'Nothing came from this page for a long time, so the interview has ended.',
  'interview.end.no_consent': 'You did not agree to what is kept. Nothing was kept.',
  'interview.end.storage': 'Answers can’t be stored any more. What you said before is safe.',
  'interview.end.shutdown': 'The server is shutting down.',

  'interview.keys.title': 'Keyboard',
  'interview.keys.text': 'These keys work while you are not typing in a field.',
  'interview.keys.space': 'Space',
  'interview.keys.enter': 'Enter',
  'interview.keys.escape': 'Esc',
  'interview.keys.talk': 'Hold it while you speak, with “Hold a button to talk”',
  'interview.keys.send': 'Send a typed answer',
  'interview.keys.close': 'Close what is open',
  'interview.keys.use': 'Use these shortcuts',
};
