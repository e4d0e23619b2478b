'use client'
import { QueryClient, QueryClientContext } from '@tanstack/react-query'
import { useContext, useState } from 'react'

/** The app's QueryClient where there is one, and one of our own where there is none: everything works with or without a provider. */
export function useOwnQueryClient(): QueryClient {
  const [own] = useState(() => new QueryClient())
  return useContext(QueryClientContext) ?? own
}
