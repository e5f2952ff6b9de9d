// The C++ library as a client of the fakes.
#ifndef MOCK_SERVER_CLIENT_TRANSPORT_TO_H_
#define MOCK_SERVER_CLIENT_TRANSPORT_TO_H_

#include <memory>

#include "identity/seams/seams.h"
#include "identity/transport/http_transport.h"
#include "mock_server/fakes.h"

namespace azmock {

// Leads every host name to the fakes, URLs unchanged, and trusts their authority. Hosts
// that are armed later are not known to it.
std::shared_ptr<azure::identity::HttpTransport> TransportTo(const Fakes& fakes,
                                                            const azure::identity::Seams& seams);

}  // namespace azmock

#endif  // MOCK_SERVER_CLIENT_TRANSPORT_TO_H_
