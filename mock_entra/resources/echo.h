// A service of nobody's in particular: it says what it was told, to those who may talk to it.
// What a service that a user writes should do with a token can be tried against it.
#ifndef MOCK_ENTRA_RESOURCES_ECHO_H_
#define MOCK_ENTRA_RESOURCES_ECHO_H_

#include "mock_common/http/message.h"
#include "mock_entra/resources/service_exchange.h"

namespace mock::entra {

// What its tokens are for. The default tenant has this resource; others must list it.
inline constexpr char kEchoAudience[] = "api://azmock-echo";

// Whoever may do this here may call it; the built-in role "azmock Echo Caller" is enough.
inline constexpr char kEchoAction[] = "Azmock.Echo/messages/echo/action";
inline constexpr char kEchoScope[] = "/providers/Azmock.Echo";

// 200 with the request's body; 401 with a challenge, also for claims; 403 for a caller
// without the role. The errors are JSON in the form of Azure Resource Manager's.
http::Response HandleEcho(const ServiceExchange& exchange);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_RESOURCES_ECHO_H_
