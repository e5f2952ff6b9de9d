// Finds out which idle connections are of no more use.
#ifndef IDENTITY_TRANSPORT_IDLE_SOCKETS_H_
#define IDENTITY_TRANSPORT_IDLE_SOCKETS_H_

#include <vector>

namespace azure::identity::internal {

// The sockets of HTTP/1.x connections that wait for a next request. For one
// thread at a time.
//
// A server has nothing to say on such a connection but that it ends, and net/http
// drops one as soon as there is something to read. libcurl 7.88 notices the end
// of the TCP stream alone: the alert with which TLS servers say good-bye passes
// for a sign of life, and the next request is lost.
class IdleSockets {
 public:
  // `socket` belongs to somebody else, and is idle from now on. May be called
  // again for the same one.
  void Add(int socket);
  // `socket` is about to be closed.
  void Remove(int socket);

  // Ends the input of every socket that has some, so that it reads as closed.
  void EndDead();

 private:
  std::vector<int> sockets_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_TRANSPORT_IDLE_SOCKETS_H_
