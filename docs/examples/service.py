"""A service of your own, for an appliance to use in place of one of its own.

    pip install fastapi "uvicorn[standard]"
    uvicorn service:app --port 9000

and in the appliance's `config.toml`:

    [services.verbal_analyzer]
    url = "ws://127.0.0.1:9000/verbal_analyzer"
"""

import time

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()


def analyse(data):
    """Count the words. What `data` holds, and what goes back, is in the protocol's tables."""
    words = data["text"].split()
    return {"measures": {"words": {"value": len(words), "unit": "words"}}}


@app.websocket("/verbal_analyzer")
async def verbal_analyzer(socket: WebSocket):
    """Answer one AI server."""
    await socket.accept()
    try:
        while True:
            asked = await socket.receive_json()
            if asked["type"] == "ping":
                answer = {"type": "pong", "data": {}}
            elif asked["type"] == "process_request" and "text" in asked["data"]:
                answer = {"type": "task_result", "data": analyse(asked["data"])}
            else:
                answer = {"type": "error", "data": {"message": "`data.text` is missing"}}
            head = {"services": ["verbal_analyzer"], "timestamp": int(time.time())}
            await socket.send_json({**head, **answer})
    except WebSocketDisconnect:
        pass  # the AI server has gone
