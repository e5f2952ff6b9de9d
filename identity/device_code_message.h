// What a user must do to sign in on another device.
#ifndef IDENTITY_DEVICE_CODE_MESSAGE_H_
#define IDENTITY_DEVICE_CODE_MESSAGE_H_

#include <string>

namespace azure::identity {

// What a user is to be shown.
struct DeviceCodeMessage {
  std::string user_code;         // to be typed on the page
  std::string verification_url;  // of the page
  std::string message;           // both, in a sentence of the authority's
};

}  // namespace azure::identity

#endif  // IDENTITY_DEVICE_CODE_MESSAGE_H_
