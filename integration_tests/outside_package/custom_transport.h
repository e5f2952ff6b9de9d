// A transport of one's own for every credential.
#ifndef INTEGRATION_TESTS_OUTSIDE_PACKAGE_CUSTOM_TRANSPORT_H_
#define INTEGRATION_TESTS_OUTSIDE_PACKAGE_CUSTOM_TRANSPORT_H_

#include "identity/client_options.h"

namespace outside {

azure::identity::ClientOptions OptionsBehindAProxy();

}  // namespace outside

#endif  // INTEGRATION_TESTS_OUTSIDE_PACKAGE_CUSTOM_TRANSPORT_H_
