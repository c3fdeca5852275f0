# Read by CMake after `project(llama_cpp)`: only what `import llama_cpp` needs is built, and each
# library once. Plain variables, because the project forces its cached ones.
set(LLAMA_BUILD_COMMON OFF)
set(CMAKE_PLATFORM_NO_VERSIONED_SONAME ON)
set(CMAKE_INSTALL_LIBDIR llama_cpp/lib)
set(CMAKE_INSTALL_INCLUDEDIR llama_cpp/include)

# The arithmetic is in ggml and stays as it is; what is around it compiles in half the time.
cmake_language(DEFER CALL target_compile_options llama PRIVATE -O1)
cmake_language(DEFER CALL target_precompile_headers llama PRIVATE
  <algorithm> <functional> <map> <memory> <regex> <set> <sstream> <string> <unordered_map> <vector>)
