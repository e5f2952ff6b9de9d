// A server on loopback that sends bytes as it is told, for tests of clients.
//
//   TestServer server;
//   server.Serve([](TestServer::Connection& connection) {
//     connection.ReadRequest();
//     connection.Write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
//   });
#ifndef IDENTITY_INTERNAL_TESTING_TEST_SERVER_H_
#define IDENTITY_INTERNAL_TESTING_TEST_SERVER_H_

#include <openssl/ssl.h>

#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/string_view.h"
#include "identity/seams/unique_fd.h"

namespace azure::identity {

class TestServer {
 public:
  // The server's side of one TCP connection. For the thread of its handler.
  class Connection {
   public:
    ~Connection();

    // One request with its body (by Content-Length); "" at the end of input.
    std::string ReadRequest();
    // Whatever comes first, read at most once.
    std::string ReadBytes();
    void Write(absl::string_view bytes);
    // Reads, and throws away, until the client closes.
    void AwaitClose();
    // Ends what is written, in good order, and returns when the client's system
    // knows of it.
    void Finish();
    // Closes with a TCP reset instead of a FIN.
    void Reset();
    // False if the handshake failed. `certificate` and its key are in PEM, and so is
    // the certificate that the client must have, if it must have one.
    bool StartTls(absl::string_view certificate, absl::string_view key,
                  absl::string_view client_certificate = "");

   private:
    friend class TestServer;
    explicit Connection(internal::UniqueFd socket);
    long Read(char* buffer, int size);

    internal::UniqueFd socket_;
    std::string input_;  // read and not yet used
    SSL_CTX* tls_context_ = nullptr;
    SSL* tls_ = nullptr;
  };
  using Handler = std::function<void(Connection&)>;

  TestServer();
  // Closes every connection and waits for the handlers.
  ~TestServer();

  // How connections are handled from now on, each in its own thread; closed when
  // the handler returns. To be called before the first connection comes.
  void Serve(Handler handler);

  int port() const { return port_; }
  std::string Address() const;                    // "127.0.0.1:port"
  std::string Url(absl::string_view path) const;  // "http://127.0.0.1:port{path}"

  // Connections so far.
  int accepted() const;

 private:
  void AcceptAll();

  internal::UniqueFd listener_;
  int port_ = 0;
  Handler handler_;
  mutable std::mutex mutex_;
  bool stopping_ = false;
  int accepted_ = 0;
  std::list<int> open_;  // the sockets of running handlers
  std::list<std::thread> handlers_;
  std::thread acceptor_;
};

// A certificate for "localhost", 127.0.0.1 and `name`, signed by itself, and its
// key; both in PEM.
struct TestCertificate {
  std::string certificate;
  std::string key;
  std::string sha1;  // of the certificate: 40 hexadecimal digits in upper case
};
TestCertificate MakeTestCertificate(absl::string_view name);

}  // namespace azure::identity

#endif  // IDENTITY_INTERNAL_TESTING_TEST_SERVER_H_
