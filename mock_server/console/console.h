// The page that shows what the fakes do, to people.
#ifndef MOCK_SERVER_CONSOLE_CONSOLE_H_
#define MOCK_SERVER_CONSOLE_CONSOLE_H_

#include <optional>

#include "mock_common/http/message.h"

namespace mock::console {

// Answers a browser that asks for /_mock/, and what the page is made of, below /_mock/console/.
// nullopt for all else: whoever does not ask for HTML gets the list of the admin service's calls.
// What is served is the same for everybody and knows nothing; the page asks the admin service, by
// its rules. Safe for use by many threads.
std::optional<http::Reply> Handle(const http::Request& request);

}  // namespace mock::console

#endif  // MOCK_SERVER_CONSOLE_CONSOLE_H_
