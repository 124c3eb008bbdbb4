# SPDX-License-Identifier: GPL-3.0-or-later
# cmake -DNM=... -DOBJECT=... -P symbols.cmake
# An inline function that is compiled for AVX2 under a name that others use too could be the copy that the linker
# keeps for machines without AVX2. So whatever this object file defines belongs to it alone.
execute_process(COMMAND ${NM} --defined-only --demangle ${OBJECT} OUTPUT_VARIABLE symbols RESULT_VARIABLE failed)
if(failed)
    message(FATAL_ERROR "${NM} cannot read ${OBJECT}")
endif()
string(REPLACE "\n" ";" lines "${symbols}")
set(own 0)
foreach(line IN LISTS lines)
    if(line MATCHES "^[0-9a-f]* +([A-Za-z]) (.*)$")
        set(kind "${CMAKE_MATCH_1}")
        set(name "${CMAKE_MATCH_2}")
        if(name MATCHES "^[^<(]*tt::avx2::" OR name STREQUAL "tt::avx2Kernel()")
            math(EXPR own "${own} + 1")
        elseif(kind MATCHES "^[A-Zuvw]$" AND NOT name MATCHES "^DW.ref|^__odr_asan")
            message(SEND_ERROR "defined for everybody: ${line}")
        endif()
    endif()
endforeach()
if(own EQUAL 0)
    message(SEND_ERROR "no symbol of the AVX2 build found in ${OBJECT}")
endif()
