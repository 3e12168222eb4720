"""A server on loopback that a test starts and stops; what it says is said by those who inherit."""

import socket
import threading


class Loopback:
    """`with` starts it. serve(sock, number) is called in a thread for each connection."""

    def __init__(self):
        self.connections = 0
        self.release = threading.Event()
        self._sockets = []
        self._threads = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]

    def __enter__(self):
        self._spawn(self._accept)
        return self

    def __exit__(self, *_):
        self.release.set()
        # Closing alone does not wake a thread that waits in accept() or recv().
        for sock in [self._listener, *self._sockets]:
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            sock.close()
        for thread in self._threads:
            thread.join(5)

    def serve(self, sock, number):
        raise NotImplementedError

    def _spawn(self, function, *arguments):
        thread = threading.Thread(target=function, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self):
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            self._sockets.append(sock)
            number = self.connections
            self.connections += 1
            self._spawn(self.serve, sock, number)
