# What every target of the project is compiled with. An INTERFACE target, so that nothing is set
# globally and a generated file can stand outside of it.
add_library(renewd_options INTERFACE)
target_compile_features(renewd_options INTERFACE c_std_17)
target_compile_options(renewd_options INTERFACE
    -Wall -Wextra -Wconversion -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes
    -Wwrite-strings -Wformat=2 -fno-common -fstack-protector-strong)
target_compile_definitions(renewd_options INTERFACE RENEWD_VERSION="${PROJECT_VERSION}")
set(CMAKE_C_EXTENSIONS OFF)
