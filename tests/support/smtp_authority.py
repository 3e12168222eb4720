"""A certificate authority for tests: certificates that a client trusts when it is told to."""

import os
import subprocess


class Authority:
    """Keeps its files in folder; what is there already is used again."""

    def __init__(self, folder):
        self.folder = folder
        self.ca_file = os.path.join(folder, "ca.pem")
        os.makedirs(folder, exist_ok=True)
        if not os.path.exists(self.ca_file):
            self._run("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                      "-nodes", "-days", "2", "-subj", "/CN=Test authority",
                      "-keyout", self._path("ca.key"), "-out", self.ca_file)

    def _path(self, name):
        return os.path.join(self.folder, name)

    @staticmethod
    def _run(*arguments):
        subprocess.run(["openssl", *arguments], check=True, capture_output=True)

    def certificate(self, name):
        """The paths of a certificate for that host and of its key."""
        certificate, key = self._path(name + ".pem"), self._path(name + ".key")
        if os.path.exists(certificate):
            return certificate, key
        extensions = self._path(name + ".ext")
        with open(extensions, "w", encoding="ascii") as file:
            file.write(f"subjectAltName=DNS:{name}\n")
        self._run("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                  "-subj", f"/CN={name}", "-keyout", key, "-out", self._path(name + ".csr"))
        self._run("x509", "-req", "-in", self._path(name + ".csr"), "-CA", self.ca_file,
                  "-CAkey", self._path("ca.key"), "-CAcreateserial", "-days", "2",
                  "-extfile", extensions, "-out", certificate)
        return certificate, key
