#include "mock_imds/handlers/not_azure.h"

#include <utility>

namespace mock::imds {
namespace {

// Azure/azure-sdk-for-net#41657.
constexpr char kOtherCloudPage[] = R"(<?xml version="1.0" encoding="iso-8859-1"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
	"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">
 <head>
  <title>401 - Unauthorized</title>
 </head>
 <body>
  <h1>401 - Unauthorized</h1>
 </body>
</html>
)";

constexpr char kDockerDesktop[] =
    "connecting to 169.254.169.254:80: connecting to 169.254.169.254:80: dial tcp "
    "169.254.169.254:80: connectex: A socket operation was attempted to an unreachable network.";

constexpr char kSignInPage[] =
    "<!DOCTYPE html>\n<html><head><title>Guest network</title></head>\n"
    "<body><h1>Sign in to use this network</h1></body></html>\n";

}  // namespace

http::Response HandleNotAzure(const HostExchange& exchange) {
  if (exchange.host.kind() == ManagedIdentityHost::DOCKER_DESKTOP) {
    return http::Because("unreachable network: the machine is a Docker Desktop container",
                         TextResponse(403, "", kDockerDesktop));
  }
  if (exchange.host.kind() == ManagedIdentityHost::CAPTIVE_PORTAL) {
    return http::Because("a captive portal answers in the host's place",
                         TextResponse(200, "text/html; charset=utf-8", kSignInPage));
  }
  http::Response response = TextResponse(401, "text/html", kOtherCloudPage);
  response.headers.Add("Server", "EC2ws");
  return http::Because("the machine is another cloud's", std::move(response));
}

}  // namespace mock::imds
